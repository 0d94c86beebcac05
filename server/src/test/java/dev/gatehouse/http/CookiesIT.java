package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 16: what is in a cookie cannot be read, planted, or used twice. */
class CookiesIT {

    private static final String SESSION = "__Host-gatehouse";
    private static final String LOGIN = "__Host-gatehouse-login";
    private static final String DEVICE = "__Host-gatehouse-device";

    private final World world = new World();

    @Test
    void everyCookieIsForThisHostAloneAndNoScript() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient browser = world.services().browser().from("192.0.2.11");
        List<String> lines = new ArrayList<>();
        lines.addAll(setCookies(browser.send("beginLogin", credentials(world.bob))));
        lines.addAll(setCookies(browser.send("answerTotp", app.nextAnswer().put("rememberDevice", true))));
        lines.addAll(setCookies(browser.send("beginStepUp", new JsonObject().put("action", "manage"))));
        lines.addAll(setCookies(browser.send("answerTotp", app.nextAnswer())));
        lines.addAll(setCookies(browser.call("cancelLogin")));
        lines.addAll(setCookies(browser.call("signOut")));

        assertThat(lines).extracting(line -> line.split("=", 2)[0]).contains(SESSION, LOGIN, DEVICE);
        assertThat(lines).allSatisfy(line -> {
            List<String> attributes = List.of(line.toLowerCase(Locale.ROOT).split("; "));
            assertThat(line).startsWith("__Host-gatehouse");
            assertThat(attributes).contains("secure", "httponly", "samesite=lax", "path=/");
            assertThat(attributes).noneMatch(attribute -> attribute.startsWith("domain"));
            assertThat(line.split("[=;]", 3)[1]).matches("|[A-Za-z0-9_-]{43}");
        });
    }

    @Test
    void eachProofGivesNewTokensAndTheOldOnesAreDead() {
        AuthenticatorApp app = world.withTotp(world.bob);
        ApiClient browser = world.services().browser().from("192.0.2.12");

        browser.send("beginLogin", credentials(world.bob)).expect(200);
        Map<String, String> afterPassword = Map.copyOf(browser.cookies());
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        Map<String, String> afterFactor = Map.copyOf(browser.cookies());
        browser.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        browser.send("answerTotp", app.nextAnswer()).expect(200);
        Map<String, String> afterStepUp = Map.copyOf(browser.cookies());

        assertThat(afterPassword).doesNotContainKey(SESSION);
        with(LOGIN, afterPassword.get(LOGIN)).call("getLogin").expect(404, "no-login");
        assertThat(afterStepUp.get(SESSION)).isNotEqualTo(afterFactor.get(SESSION));
        with(SESSION, afterFactor.get(SESSION)).call("listSessions").expect(401, "sign-in-required");
        with(SESSION, afterStepUp.get(SESSION)).call("listSessions").expect(200);

        browser.call("signOut").expect(204);
        with(SESSION, afterStepUp.get(SESSION)).call("listSessions").expect(401, "sign-in-required");
    }

    /** Fixation: whatever token the attacker knows, the victim's sign-in goes to another. */
    @Test
    void noTokenThatTheAttackerKnowsIsEverAdopted() {
        ApiClient attacker = world.signIn(world.eve).browser();
        attacker.send("beginStepUp", new JsonObject().put("action", "manage")).expect(200);
        Map<String, String> planted = Map.copyOf(attacker.cookies());
        assertThat(planted).containsKeys(SESSION, LOGIN, DEVICE);
        ApiClient victim = world.services().browser().from("192.0.2.13");
        victim.cookies().putAll(planted);

        victim.send("beginLogin", credentials(world.bob)).expect(200);

        assertThat(victim.cookies().get(SESSION)).isNotEqualTo(planted.get(SESSION));
        assertThat(victim.cookies().get(DEVICE)).isNotEqualTo(planted.get(DEVICE));
        assertThat(owner(victim)).isEqualTo(world.bob.id().toString());
        assertThat(owner(attacker)).isEqualTo(world.eve.id().toString());
    }

    @Test
    void aSignInThatTheAttackerBeganIsNotFinishedByTheVictim() {
        AuthenticatorApp app = world.withTotp(world.bob);
        AuthenticatorApp other = world.withTotp(world.eve);
        ApiClient attacker = world.services().browser().from("192.0.2.14");
        attacker.send("beginLogin", credentials(world.bob)).expect(200);
        ApiClient victim = world.services().browser().from("192.0.2.15");
        victim.cookies().put(LOGIN, attacker.cookies().get(LOGIN));

        // Eve's own code does not open bob's sign-in; bob's own sign-in is another than the one that was planted.
        victim.send("answerTotp", other.nextAnswer()).expect(401, "wrong-code");
        victim.send("beginLogin", credentials(world.bob)).expect(200);
        assertThat(victim.cookies().get(LOGIN)).isNotEqualTo(attacker.cookies().get(LOGIN));
        victim.send("answerTotp", app.nextAnswer()).expect(200);

        attacker.call("continueLogin").expect(200);
        attacker.call("listSessions").expect(401, "sign-in-required");
    }

    /** A token does one thing: in another cookie it is nothing. */
    @Test
    void aTokenInTheWrongCookieIsNothing() {
        ApiClient bob = world.signIn(world.bob).browser();
        String session = bob.cookies().get(SESSION);
        String device = bob.cookies().get(DEVICE);

        with(SESSION, device).call("listSessions").expect(401, "sign-in-required");
        with(LOGIN, session).call("getLogin").expect(404, "no-login");
        with("gatehouse", session).call("listSessions").expect(401, "sign-in-required");
        with("__host-gatehouse", session).call("listSessions").expect(401, "sign-in-required");
        with(SESSION, session).call("listSessions").expect(200);
    }

    @Test
    void tokensAreStoredHashed() {
        ApiClient bob = world.signIn(world.bob).browser();

        for (String table : List.of("login_sessions", "login_devices", "login_transactions")) {
            for (String token : bob.cookies().values()) {
                assertThat(world.sql("SELECT 1 FROM " + table + " t WHERE position($1 IN t::text) > 0", token)
                                .size())
                        .as(table)
                        .isZero();
            }
        }
    }

    private ApiClient with(String cookie, @Nullable String value) {
        ApiClient browser = world.services().browser();
        browser.cookies().put(cookie, Objects.requireNonNull(value));
        return browser;
    }

    private static String owner(ApiClient browser) {
        return browser.call("getSession")
                .expect(200)
                .json()
                .getJsonObject("account")
                .getString("id");
    }

    private static List<String> setCookies(Answer answer) {
        return answer.raw().headers().allValues("Set-Cookie");
    }

    private static JsonObject credentials(World.Person person) {
        return new JsonObject().put("email", person.email()).put("password", World.PASSWORD);
    }
}
