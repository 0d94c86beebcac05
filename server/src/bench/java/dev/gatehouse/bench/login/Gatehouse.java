package dev.gatehouse.bench.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** This server, from its jar as {@code ./gatehouse run} starts it, on a PostgreSQL of its own. */
final class Gatehouse implements Subject {

    private static final Path TARGET = Path.of(System.getProperty("java.class.path").split(":")[0])
            .toAbsolutePath()
            .getParent();
    private static final String REDIRECT = "http://127.0.0.1:9/callback";
    private static final String MASTER_KEY = "YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmU=";

    private final Database database;
    private final Process server;
    private final double readyAfter;
    private final Web web;
    private final Map<Integer, String> devices = new ConcurrentHashMap<>();
    private String clientId = "";
    private String secret = "";

    private Gatehouse(Database database, Process server, double readyAfter, Web web) {
        this.database = database;
        this.server = server;
        this.readyAfter = readyAfter;
        this.web = web;
    }

    /** Starts with the demonstration's people, imports the others with the command line, and registers the client over the API. */
    static Gatehouse start(Vertx vertx, Path work) throws IOException, InterruptedException {
        Database database = Database.start(work.resolve("gatehouse-postgres"));
        try {
            return start(vertx, work, database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Gatehouse start(Vertx vertx, Path work, Database database)
            throws IOException, InterruptedException {
        int port = Database.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "GATEHOUSE_MODE", "demo",
                "GATEHOUSE_DATABASE_URL", database.url("postgresql"),
                "GATEHOUSE_DATABASE_USER", Database.USER,
                "GATEHOUSE_DATABASE_PASSWORD", Database.PASSWORD,
                "GATEHOUSE_MASTER_KEY", MASTER_KEY,
                "GATEHOUSE_DATA_DIR", work.resolve("gatehouse-data").toString(),
                "GATEHOUSE_HTTP_PORT", Integer.toString(port),
                "GATEHOUSE_MANAGEMENT_PORT", Integer.toString(Database.freePort()),
                "GATEHOUSE_TRUSTED_PROXIES", "127.0.0.0/8"));
        environment.put("GATEHOUSE_ARGON2_MEMORY_KIB", Integer.toString(People.MEMORY_KIB));
        environment.put("GATEHOUSE_ARGON2_ITERATIONS", Integer.toString(People.ITERATIONS));
        environment.put("GATEHOUSE_ARGON2_HASH_LENGTH", Integer.toString(People.LENGTH));
        environment.put("GATEHOUSE_LOG_FORMAT", "text");
        // Seeds the demonstration, which the command then adds people to; the start that counts is the second.
        stop(run(environment, work.resolve("gatehouse-seed.log"), port, vertx, "run"));
        people(environment, work);
        long begun = System.nanoTime();
        Process server = run(environment, work.resolve("gatehouse.log"), port, vertx, "run");
        double readyAfter = (System.nanoTime() - begun) / 1e9;
        Gatehouse gatehouse = new Gatehouse(database, server, readyAfter, new Web(vertx, port));
        gatehouse.prepare(work.resolve("gatehouse-data/demo.json"));
        return gatehouse;
    }

    @Override
    public String name() {
        return "Gatehouse";
    }

    @Override
    public double readyAfter() {
        return readyAfter;
    }

    @Override
    public ProcessTree server() {
        return new ProcessTree(server.pid());
    }

    @Override
    public ProcessTree database() {
        return database.processes();
    }

    @Override
    public Future<Tokens> signIn(int person) {
        Pkce pkce = Pkce.next();
        String from = Web.anyAddress();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("response_type", "code");
        query.put("scope", "openid offline_access");
        query.put("redirect_uri", REDIRECT);
        query.put("state", Pkce.random(16));
        query.put("code_challenge", pkce.challenge());
        query.put("code_challenge_method", "S256");
        return password(People.email(person), People.PASSWORD, from, devices.get(person))
                .compose(answer -> {
                    Map<String, String> cookies = cookies(answer);
                    String device = cookies.get("__Host-gatehouse-device");
                    if (device != null) {
                        devices.put(person, device);
                    }
                    return web.get(
                            "/oauth2/authorize?" + Web.encode(query),
                            Map.of(
                                    "X-Forwarded-For",
                                    from,
                                    "Cookie",
                                    "__Host-gatehouse=" + cookies.get("__Host-gatehouse")));
                })
                .compose(answer -> token(Map.of(
                        "grant_type", "authorization_code",
                        "code", Web.parameter(answer.require(303).location(), "code"),
                        "redirect_uri", REDIRECT,
                        "code_verifier", pkce.verifier(),
                        "client_id", clientId,
                        "client_secret", secret)))
                .map(json -> new Tokens(json.getString("access_token"), json.getString("refresh_token")));
    }

    @Override
    public Future<String> refresh(String refreshToken) {
        return token(Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "client_id", clientId,
                        "client_secret", secret))
                .map(json -> json.getString("refresh_token"));
    }

    @Override
    public Future<Void> clientCredentials() {
        return token(Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret))
                .mapEmpty();
    }

    @Override
    public Future<Void> introspect(String accessToken) {
        return web.form(
                        "/oauth2/introspect",
                        Map.of(),
                        Map.of("token", accessToken, "client_id", clientId, "client_secret", secret))
                .map(answer -> {
                    if (!answer.require(200).body().toJsonObject().getBoolean("active", false)) {
                        throw new Unexpected("inactive");
                    }
                    return null;
                });
    }

    @Override
    public Future<Void> userinfo(String accessToken) {
        return web.get("/oauth2/userinfo", Map.of("Authorization", "Bearer " + accessToken))
                .map(answer -> {
                    answer.require(200);
                    return null;
                });
    }

    @Override
    public Future<Void> jwks() {
        return web.get("/oauth2/jwks", Map.of()).map(answer -> {
            answer.require(200);
            return null;
        });
    }

    @Override
    public Future<Void> ready() {
        return web.get("/readyz", Map.of()).map(answer -> {
            answer.require(200);
            return null;
        });
    }

    @Override
    public void close() {
        stop(server);
        database.close();
    }

    private Future<JsonObject> token(Map<String, String> fields) {
        return web.form("/oauth2/token", Map.of(), fields).map(answer -> answer.require(200)
                .body()
                .toJsonObject());
    }

    private Future<Web.Answer> password(String email, String password, String from, String device) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Forwarded-For", from);
        headers.put("X-Gatehouse-Request", "1");
        if (device != null) {
            headers.put("Cookie", "__Host-gatehouse-device=" + device);
        }
        return web.json(
                        HttpMethod.POST,
                        "/api/v1/login",
                        headers,
                        new JsonObject().put("email", email).put("password", password).encode())
                .map(answer -> answer.require(200));
    }

    /** The password alone lets people in, as in the realm beside it; and a confidential client of the provider. */
    private void prepare(Path demo) throws IOException {
        JsonObject root = new JsonObject(Files.readString(demo))
                .getJsonArray("accounts").stream()
                        .map(JsonObject.class::cast)
                        .filter(account -> account.getString("role").equals("provider-admin"))
                        .findFirst()
                        .orElseThrow();
        Session session = new Session(web);
        session.post("/api/v1/login", new JsonObject()
                .put("email", root.getString("email"))
                .put("password", root.getString("password")));
        long step = System.currentTimeMillis() / 30_000;
        session.post("/api/v1/login/totp", new JsonObject().put("code", Totp.code(root.getString("totpSecret"), step)));
        session.post("/api/v1/login/step-up", new JsonObject().put("action", "manage"));
        // Each step counts once; the next one is within the window.
        session.post(
                "/api/v1/login/totp", new JsonObject().put("code", Totp.code(root.getString("totpSecret"), step + 1)));
        session.send(
                HttpMethod.PATCH,
                "/api/v1/policy",
                new JsonObject()
                        .put(
                                "settings",
                                new JsonArray().add(new JsonObject().put("name", "mfaEnforcement").put("value", "off"))));
        JsonObject me = session.get("/api/v1/session");
        String organisation = me.getJsonObject("organisation").getString("id");
        JsonObject client = session.post(
                "/api/v1/organisations/" + organisation + "/clients",
                new JsonObject()
                        .put("name", "Bench")
                        .put("authMethod", "client_secret_post")
                        .put("firstParty", true)
                        .put("redirectUris", new JsonArray().add(REDIRECT))
                        .put(
                                "grantTypes",
                                new JsonArray()
                                        .add("authorization_code")
                                        .add("refresh_token")
                                        .add("client_credentials"))
                        .put("scopes", new JsonArray().add("openid").add("offline_access").add("admin")));
        this.clientId = client.getString("id");
        this.secret = client.getString("secret");
    }

    private static void people(Map<String, String> environment, Path work) throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("name,addresses,invite,password_hash\n");
        String hash = People.phc();
        for (int i = 0; i < People.COUNT; i++) {
            csv.append("Person ").append(i).append(',').append(People.email(i)).append(",no,\"").append(hash).append("\"\n");
        }
        Path file = Files.writeString(work.resolve("people.csv"), csv);
        Process process = builder(
                        environment,
                        work.resolve("gatehouse-import.log"),
                        "import",
                        "accounts",
                        file.toString(),
                        "--organisation",
                        "acme.example")
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the import failed: " + Files.readString(work.resolve("gatehouse-import.log")));
        }
    }

    private static Process run(
            Map<String, String> environment, Path log, int port, Vertx vertx, String... arguments)
            throws IOException, InterruptedException {
        Process process = builder(environment, log, arguments).start();
        Web web = new Web(vertx, port);
        Waiting.until(
                "Gatehouse is ready",
                () -> web.get("/readyz", Map.of())
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(2, TimeUnit.SECONDS)
                                .status()
                        == 200);
        return process;
    }

    private static ProcessBuilder builder(Map<String, String> environment, Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + TARGET.getParent().resolve("jvm.options")));
        Path cache = TARGET.resolve("gatehouse.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of("-jar", TARGET.resolve("gatehouse.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, String> cookies(Web.Answer answer) {
        Map<String, String> cookies = new HashMap<>();
        for (String cookie : answer.setCookies()) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return cookies;
    }

    /** An administrator's session, one request after the other. */
    private static final class Session {

        private final Web web;
        private final Map<String, String> cookies = new LinkedHashMap<>();

        Session(Web web) {
            this.web = web;
        }

        JsonObject post(String path, JsonObject body) {
            return send(HttpMethod.POST, path, body);
        }

        JsonObject get(String path) {
            return read(web.get(path, headers()));
        }

        JsonObject send(HttpMethod method, String path, JsonObject body) {
            return read(web.json(method, path, headers(), body.encode()));
        }

        private JsonObject read(Future<Web.Answer> sent) {
            Web.Answer answer = sent.toCompletionStage().toCompletableFuture().join();
            if (answer.status() >= 300) {
                throw new Unexpected(answer.status() + " " + answer.body());
            }
            cookies.putAll(cookies(answer));
            return answer.body().length() == 0
                    ? new JsonObject()
                    : answer.body().toJsonObject();
        }

        private Map<String, String> headers() {
            StringBuilder line = new StringBuilder();
            cookies.forEach((name, value) -> line.append(line.isEmpty() ? "" : "; ").append(name).append('=').append(value));
            return Map.of("X-Gatehouse-Request", "1", "X-Forwarded-For", "192.0.2.1", "Cookie", line.toString());
        }
    }
}
