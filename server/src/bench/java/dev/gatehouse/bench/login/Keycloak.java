package dev.gatehouse.bench.login;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keycloak on PostgreSQL, optimised build, its better side: BouncyCastle's Argon2 rounds are forced inline, as in our own fallback.
 * Everything else is its default.
 */
final class Keycloak implements Subject {

    private static final String VERSION = "26.7.3";
    private static final String REALM = "/realms/bench";
    private static final String OIDC = REALM + "/protocol/openid-connect";
    private static final String CLIENT = "bench";
    private static final String SECRET = "bench-secret-bench-secret";
    private static final String REDIRECT = "http://localhost:9/callback";
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final String INLINE = "-XX:CompileCommand=quiet"
            + " -XX:CompileCommand=inline,org.bouncycastle.crypto.generators.Argon2BytesGenerator*::*";

    private final Database database;
    private final Process server;
    private final double readyAfter;
    private final Web web;
    private final Web management;

    private Keycloak(Database database, Process server, double readyAfter, Web web, Web management) {
        this.database = database;
        this.server = server;
        this.readyAfter = readyAfter;
        this.web = web;
        this.management = management;
    }

    /** Fetches the distribution into {@code cache} when it is not there, makes a realm with the people, and starts. */
    static Keycloak start(Vertx vertx, Path cache, Path work) throws IOException, InterruptedException {
        Path home = distribution(cache);
        Database database = Database.start(work.resolve("keycloak-postgres"));
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(home.resolve("data/import/bench-realm.json"), realm().encode());
        int port = Database.freePort();
        int managementPort = Database.freePort();
        run(home, List.of("bin/kc.sh", "build", "--db=postgres", "--health-enabled=true", "--metrics-enabled=false"));
        run(home, List.of("bin/kc.sh", "import", "--optimized", "--dir", "data/import", "--override=true"), database);
        List<String> command = new ArrayList<>(List.of(
                "bin/kc.sh",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname-strict=false",
                "--proxy-headers=xforwarded"));
        long begun = System.nanoTime();
        Process server = builder(home, command, database)
                .redirectOutput(work.resolve("keycloak.log").toFile())
                .start();
        Web management = new Web(vertx, managementPort);
        Waiting.until(
                "Keycloak is ready",
                () -> management
                                .get("/health/ready", Map.of())
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(5, TimeUnit.SECONDS)
                                .status()
                        == 200);
        return new Keycloak(
                database, server, (System.nanoTime() - begun) / 1e9, new Web(vertx, port), management);
    }

    @Override
    public String name() {
        return "Keycloak " + VERSION;
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
        Map<String, String> from = Map.of("X-Forwarded-For", Web.anyAddress());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", CLIENT);
        query.put("response_type", "code");
        query.put("scope", "openid");
        query.put("redirect_uri", REDIRECT);
        query.put("state", Pkce.random(16));
        query.put("code_challenge", pkce.challenge());
        query.put("code_challenge_method", "S256");
        return web.get(OIDC + "/auth?" + Web.encode(query), from)
                .compose(page -> {
                    Matcher action = ACTION.matcher(page.require(200).body().toString());
                    if (!action.find()) {
                        throw new Unexpected("no form");
                    }
                    String address = action.group(1).replace("&amp;", "&");
                    return web.form(
                            address.substring(address.indexOf("/realms/")),
                            Map.of(
                                    "X-Forwarded-For",
                                    from.get("X-Forwarded-For"),
                                    "Cookie",
                                    cookies(page.setCookies())),
                            Map.of(
                                    "username",
                                    People.email(person),
                                    "password",
                                    People.PASSWORD,
                                    "credentialId",
                                    ""));
                })
                .compose(answer -> token(Map.of(
                        "grant_type", "authorization_code",
                        "code", Web.parameter(answer.require(302).location(), "code"),
                        "redirect_uri", REDIRECT,
                        "code_verifier", pkce.verifier(),
                        "client_id", CLIENT,
                        "client_secret", SECRET)))
                .map(json -> new Tokens(json.getString("access_token"), json.getString("refresh_token")));
    }

    @Override
    public Future<String> refresh(String refreshToken) {
        return token(Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "client_id", CLIENT,
                        "client_secret", SECRET))
                .map(json -> json.getString("refresh_token"));
    }

    @Override
    public Future<Void> clientCredentials() {
        return token(Map.of("grant_type", "client_credentials", "client_id", CLIENT, "client_secret", SECRET))
                .mapEmpty();
    }

    @Override
    public Future<Void> introspect(String accessToken) {
        return web.form(
                        OIDC + "/token/introspect",
                        Map.of(),
                        Map.of("token", accessToken, "client_id", CLIENT, "client_secret", SECRET))
                .map(answer -> {
                    if (!answer.require(200).body().toJsonObject().getBoolean("active", false)) {
                        throw new Unexpected("inactive");
                    }
                    return null;
                });
    }

    @Override
    public Future<Void> userinfo(String accessToken) {
        return web.get(OIDC + "/userinfo", Map.of("Authorization", "Bearer " + accessToken))
                .map(answer -> {
                    answer.require(200);
                    return null;
                });
    }

    @Override
    public Future<Void> jwks() {
        return web.get(OIDC + "/certs", Map.of()).map(answer -> {
            answer.require(200);
            return null;
        });
    }

    @Override
    public Future<Void> ready() {
        return management.get("/health/ready", Map.of()).map(answer -> {
            answer.require(200);
            return null;
        });
    }

    @Override
    public void close() {
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
        try {
            server.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    private Future<JsonObject> token(Map<String, String> fields) {
        return web.form(OIDC + "/token", Map.of(), fields).map(answer -> answer.require(200)
                .body()
                .toJsonObject());
    }

    private static String cookies(List<String> setCookies) {
        return String.join(
                "; ", setCookies.stream().map(cookie -> cookie.split(";", 2)[0]).toList());
    }

    private static Path distribution(Path cache) throws IOException, InterruptedException {
        Path home = cache.resolve("keycloak-" + VERSION);
        if (!Files.exists(home.resolve("bin/kc.sh"))) {
            Files.createDirectories(cache);
            run(
                    cache,
                    List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
                            "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                            "-DoutputDirectory=" + cache));
            run(
                    cache,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin/jar").toString(),
                            "xf",
                            "keycloak-quarkus-dist-" + VERSION + ".zip"));
            run(home, List.of("chmod", "+x", "bin/kc.sh"));
        }
        return home;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        run(folder, command, null);
    }

    private static void run(Path folder, List<String> command, Database database)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench", ".log");
        Process process = builder(folder, command, database)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
        }
        Files.delete(log);
    }

    private static ProcessBuilder builder(Path folder, List<String> command, Database database) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_APPEND", INLINE);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        if (database != null) {
            environment.put("KC_DB_URL", database.url("jdbc:postgresql"));
            environment.put("KC_DB_USERNAME", Database.USER);
            environment.put("KC_DB_PASSWORD", Database.PASSWORD);
        }
        return builder;
    }

    private static JsonObject realm() {
        JsonObject credential = new JsonObject()
                .put("type", "password")
                .put("secretData", new JsonObject().put("value", People.hash()).put("salt", People.salt()).encode())
                .put(
                        "credentialData",
                        new JsonObject()
                                .put("hashIterations", People.ITERATIONS)
                                .put("algorithm", "argon2")
                                .put(
                                        "additionalParameters",
                                        new JsonObject()
                                                .put("hashLength", new JsonArray().add("" + People.LENGTH))
                                                .put("memory", new JsonArray().add("" + People.MEMORY_KIB))
                                                .put("type", new JsonArray().add("id"))
                                                .put("version", new JsonArray().add("1.3"))
                                                .put("parallelism", new JsonArray().add("1")))
                                .encode());
        JsonArray users = new JsonArray();
        for (int i = 0; i < People.COUNT; i++) {
            users.add(new JsonObject()
                    .put("username", People.email(i))
                    .put("email", People.email(i))
                    .put("emailVerified", true)
                    .put("firstName", "Person")
                    .put("lastName", "" + i)
                    .put("enabled", true)
                    .put("credentials", new JsonArray().add(credential)));
        }
        JsonObject client = new JsonObject()
                .put("clientId", CLIENT)
                .put("secret", SECRET)
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", true)
                .put("redirectUris", new JsonArray().add(REDIRECT))
                .put("attributes", new JsonObject().put("pkce.code.challenge.method", "S256"));
        return new JsonObject()
                .put("realm", "bench")
                .put("enabled", true)
                .put("sslRequired", "none")
                .put("revokeRefreshToken", true)
                .put("refreshTokenMaxReuse", 0)
                .put("clients", new JsonArray().add(client))
                .put("users", users);
    }
}
