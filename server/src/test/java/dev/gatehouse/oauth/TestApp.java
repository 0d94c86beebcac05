package dev.gatehouse.oauth;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An application that people sign in to: sends browsers to us, and fetches tokens, as RFC 6749 and RFC 7636 have it. */
public final class TestApp {

    public static final String REDIRECT = "https://app.example/callback";
    /** RFC 7636, appendix B. */
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final ApiClient server;
    final UUID organisation;
    final String clientId;
    final @Nullable String secret;

    private TestApp(ApiClient server, UUID organisation, String clientId, @Nullable String secret) {
        this.server = server;
        this.organisation = organisation;
        this.clientId = clientId;
        this.secret = secret;
    }

    /** Registers an application of alice's organisation. */
    static TestApp of(World world, JsonObject settings) {
        return of(world, world.alice, settings);
    }

    /** A public client with refresh tokens, of which nobody asks whether it may: the provider's own. */
    static TestApp firstParty(World world) {
        return of(world, world.provider, publicClient().put("firstParty", true));
    }

    /** A confidential client that asks for consent. */
    static TestApp thirdParty(World world) {
        return of(world, confidential());
    }

    public static JsonObject publicClient() {
        return new JsonObject()
                .put("name", "Inbox on a phone")
                .put("authMethod", "none")
                .put("redirectUris", new JsonArray().add(REDIRECT))
                .put(
                        "scopes",
                        new JsonArray()
                                .add("openid")
                                .add("profile")
                                .add("email")
                                .add("offline_access")
                                .add("admin"));
    }

    static JsonObject confidential() {
        return publicClient()
                .put("name", "Partner portal")
                .put("authMethod", "client_secret_basic")
                .put(
                        "grantTypes",
                        new JsonArray()
                                .add("authorization_code")
                                .add("refresh_token")
                                .add("client_credentials"));
    }

    public static TestApp of(World world, Person administrator, JsonObject settings) {
        ApiClient browser = world.stepUp(world.signIn(administrator)).browser();
        JsonObject made = browser.send("createClient", settings, administrator.organisation())
                .expect(201)
                .json();
        ApiClient server =
                world.services().browser().header("X-Gatehouse-Request", null).header("User-Agent", "app/1");
        return new TestApp(server, administrator.organisation(), made.getString("id"), made.getString("secret"));
    }

    /** The same application, talking to another node. */
    TestApp at(URI node) {
        return new TestApp(server.copy().at(node), organisation, clientId, secret);
    }

    /** The same application on a network of its own. */
    public TestApp elsewhere(World world) {
        ApiClient there = world.elsewhere().header("X-Gatehouse-Request", null).header("User-Agent", "app/1");
        return new TestApp(there, organisation, clientId, secret);
    }

    TestApp withSecret(@Nullable String other) {
        return new TestApp(server, organisation, clientId, other);
    }

    /** What the application wants; {@code change} replaces parameters, and takes away those that are null there. */
    Map<String, String> request(@Nullable String... change) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid profile email");
        parameters.put("state", "s t&te");
        parameters.put("nonce", "n-0S6_WzA2Mj");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        return changed(parameters, change);
    }

    /** Sends a browser to the authorization endpoint. */
    public Answer authorize(ApiClient browser, @Nullable String... change) {
        return visit(browser, "/oauth2/authorize?" + form(request(change)));
    }

    public static Answer visit(ApiClient browser, String address) {
        return browser.copy()
                .header("X-Gatehouse-Request", null)
                .header("Sec-Fetch-Site", "cross-site")
                .raw("getAuthorization", address, null, new byte[0]);
    }

    /** A code for whoever is signed in at that browser. */
    String code(ApiClient browser, @Nullable String... change) {
        Answer answer = authorize(browser, change).expect(303);
        String code = parameters(answer).get("code");
        if (code == null) {
            throw new AssertionError("no code but " + answer.header("Location"));
        }
        return code;
    }

    /** The tokens for whoever is signed in at that browser. */
    JsonObject signIn(ApiClient browser, @Nullable String... change) {
        return redeem(code(browser, change)).expect(200).json();
    }

    public Answer redeem(@Nullable String code, @Nullable String... change) {
        return token(changed(
                parameters(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        REDIRECT,
                        "code_verifier",
                        VERIFIER),
                change));
    }

    public Answer refresh(String refreshToken, @Nullable String... change) {
        return token(changed(parameters("grant_type", "refresh_token", "refresh_token", refreshToken), change));
    }

    public Answer token(Map<String, String> parameters) {
        return post("issueToken", "/oauth2/token", parameters);
    }

    Answer introspect(String token) {
        return post("checkToken", "/oauth2/introspect", parameters("token", token));
    }

    Answer revoke(String token) {
        return post("revokeToken", "/oauth2/revoke", parameters("token", token));
    }

    Answer userInfo(String accessToken) {
        return server.copy().header("Authorization", "Bearer " + accessToken).call("getUserInfo");
    }

    /** Sends a form, with what the application can prove. */
    public Answer post(String operation, String path, Map<String, String> parameters) {
        ApiClient sender = server.copy();
        Map<String, String> form = new LinkedHashMap<>(parameters);
        if (secret == null) {
            form.putIfAbsent("client_id", clientId);
        } else if (!form.containsKey("client_secret")) {
            sender.header("Authorization", basic(clientId, secret));
        }
        return sender.raw(
                operation, path, "application/x-www-form-urlencoded", form(form).getBytes(StandardCharsets.UTF_8));
    }

    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** The parameters in the address to which the browser was sent on. */
    public static Map<String, String> parameters(Answer redirect) {
        String query = redirect.header("Location").replaceFirst("^[^?]*\\??", "");
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    public static Map<String, String> parameters(@Nullable String... pairs) {
        return changed(new LinkedHashMap<>(), pairs);
    }

    static Map<String, String> changed(Map<String, String> parameters, @Nullable String... change) {
        for (int i = 0; i < change.length; i += 2) {
            String value = change[i + 1];
            if (value == null) {
                parameters.remove(change[i]);
            } else {
                parameters.put(change[i], value);
            }
        }
        return parameters;
    }

    public static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
