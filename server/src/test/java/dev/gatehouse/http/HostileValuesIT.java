package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.World;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that pass a schema and are nonsense all the same: they reach the features, which must refuse them in words. */
class HostileValuesIT {

    static final String[] WRONG_TIMES = {
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00+19:00",
        "2026-01-01T00:00:00Z\n",
        "2026-01-01 00:00:00Z",
        "+12026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.1234567890Z"
    };

    private final World world = new World();
    private final ErrorLog errors = ErrorLog.open();
    private final ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
    private final ApiClient stranger = world.services().browser().from("192.0.2.202");

    @AfterEach
    void stillServesAndHasLoggedNoError() {
        assertThat(alice.call("getSession").expect(200).json().getBoolean("signedIn"))
                .isTrue();
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @Test
    void aSettingTakesOnlyWhatItMeans() {
        for (String name : List.of(
                "trustedDeviceDays",
                "sessionIdleMinutes",
                "sessionAbsoluteHours",
                "passwordMinLength",
                "passwordHistory",
                "passwordMaxAgeDays")) {
            for (String value : List.of(
                    "-1",
                    "-0.5",
                    "1.5",
                    "1e400",
                    "1e30",
                    "2147483648",
                    "9223372036854775807",
                    "99999999999999999999999",
                    "\"\"",
                    "\"8\"",
                    "true",
                    "[]",
                    "[\"a\"]")) {
                Answer answer = patch("{\"settings\":[{\"name\":\"" + name + "\",\"value\":" + value + "}]}");
                assertThat(answer.status())
                        .as(name + " " + value + answer.text())
                        .isBetween(400, 499);
            }
        }
        for (String value : List.of("1", "\"Off\"", "true", "[]", "[\"off\"]")) {
            assertThat(patch("{\"settings\":[{\"name\":\"mfaEnforcement\",\"value\":" + value + "}]}")
                            .status())
                    .isBetween(400, 499);
        }
        for (String value : List.of("[]", "[\"\"]", "[\"totp\",\"x\"]", "\"totp\"", "0")) {
            assertThat(patch("{\"settings\":[{\"name\":\"allowedFactors\",\"value\":" + value + "}]}")
                            .status())
                    .isBetween(400, 499);
        }
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        for (String time : WRONG_TIMES) {
            Answer answer = patch(enforcement(time));
            assertThat(answer.status()).as(time + answer.text()).isEqualTo(400);
        }
        for (String far :
                List.of("0000-01-01T00:00:00Z", "0001-01-01T00:00:00+18:00", "9999-12-31T23:59:59.999999999-18:00")) {
            assertThat(patch(enforcement(far)).status()).as(far).isLessThan(500);
        }
    }

    @Test
    void namesAndAddressesThatAreNoneAreRefused() {
        for (String email : List.of(
                "   ",
                "@@@",
                "a@b@c",
                "a b@c.example",
                "a@",
                "@b.example",
                "a@b..example",
                "a@-b.example",
                "a\r\nBcc: x@y.example@z.example",
                "\"a\"@b.example",
                "a@[127.0.0.1]",
                "a@\u202Eelpmaxe.b",
                "\uD83D\uDE00@\uD83D\uDE00.example",
                "a@" + "b".repeat(240) + ".example",
                "a".repeat(200) + "@b.example",
                "a@b.example\u0000".replace("\u0000", "\u0007"),
                "İ@" + world.domainName(),
                "\uFFFD@b.example")) {
            JsonObject account = new JsonObject()
                    .put("name", "N")
                    .put("addresses", new JsonArray().add(email))
                    .put("invite", true);
            fine(alice.send("createAccount", account, world.organisation), email);
            fine(
                    stranger.send(
                            "beginLogin", new JsonObject().put("email", email).put("password", "p")),
                    email);
            fine(stranger.send("requestPasswordReset", new JsonObject().put("email", email)), email);
            fine(alice.send("changeRecoveryAddress", new JsonObject().put("email", email)), email);
            fine(alice.send("createDomain", new JsonObject().put("name", email), world.organisation), email);
        }
        for (String name : List.of(
                " ",
                "\t",
                "\u200B",
                "\u202E",
                "a\nb",
                "\uFEFF",
                "=cmd()",
                "<script>",
                "a".repeat(120),
                "\uD83D\uDE00".repeat(120))) {
            JsonObject account = new JsonObject()
                    .put("name", name)
                    .put("addresses", new JsonArray().add("p" + UUID.randomUUID() + "@" + world.domainName()))
                    .put("invite", true);
            fine(alice.send("createAccount", account, world.organisation), name);
        }
    }

    @Test
    void aCredentialThatIsNoneIsRefused() {
        String challengeId = stranger.call("beginPasskey").expect(200).json().getString("challengeId");
        for (JsonObject response : responses()) {
            for (String id : List.of("", "!", "AAAA", "A".repeat(1_500))) {
                JsonObject credential = new JsonObject()
                        .put("id", id)
                        .put("rawId", id)
                        .put("type", "public-key")
                        .put("response", response);
                JsonObject body =
                        new JsonObject().put("challengeId", challengeId).put("credential", credential);
                Answer answer = stranger.send("answerPasskey", body);
                assertThat(answer.status()).as(body.encode() + answer.text()).isBetween(400, 499);
            }
        }
    }

    @Test
    void anEnrolmentOfNonsenseIsRefused() {
        ApiClient bob = world.stepUpByMail(world.signIn(world.bob)).browser();
        for (JsonObject response : responses()) {
            String challengeId = bob.send("beginPasskeyEnrolment", new JsonObject().put("kind", "passkey"))
                    .expect(200)
                    .json()
                    .getString("challengeId");
            JsonObject credential = new JsonObject()
                    .put("id", "AAAA")
                    .put("rawId", "AAAA")
                    .put("type", "public-key")
                    .put("response", response);
            Answer answer = bob.send(
                    "confirmPasskey",
                    new JsonObject()
                            .put("challengeId", challengeId)
                            .put("credential", credential)
                            .put("name", "\u202E"));
            assertThat(answer.status()).as(response.encode() + answer.text()).isBetween(400, 499);
        }
    }

    @Test
    void aFileThatIsNoListOfPeopleIsRefusedOrShownWithItsMistakes() {
        String header = "name,addresses\n";
        for (String text : List.of(
                "",
                "\n",
                "\uFEFF",
                "a",
                ",",
                "\"",
                header,
                header + "\"open",
                header + "a,b,c,d,e",
                header + "\"a\"b\",x@y.example",
                "name,name,addresses\n",
                "addresses\n" + "x".repeat(100_000),
                header + ("a," + "b@c.example ".repeat(1_000) + "\n"),
                header + "a,b@c.example\n".repeat(20_000),
                ",".repeat(100_000),
                header + "a\u0007,\u202E@x\r",
                "name;addresses\n=1+1;@SUM(A1)\n",
                "name,addresses,password_hash\na,a@" + world.domainName()
                        + ",$argon2id$v=19$m=4294967295,t=4294967295,p=255$AAAA$AAAA\n",
                "name,addresses,password_hash\na,b@" + world.domainName() + ",$2y$31$" + "a".repeat(53) + "\n",
                "name,addresses,password_hash\na,c@" + world.domainName() + ",$pbkdf2-sha256$i=99999999999$AAAA$AAAA\n",
                "name,addresses,roles\na,d@" + world.domainName() + ",provider-admin king\n")) {
            fine(csv(text.getBytes(StandardCharsets.UTF_8)), text);
        }
        csv("name,addresses\na\0,b".getBytes(StandardCharsets.UTF_8)).expect(400, "invalid-request");
        csv("name,addresses\n\u00ff,b".getBytes(StandardCharsets.ISO_8859_1)).expect(400, "invalid-request");
        csv(new byte[4 * 1024 * 1024 + 1]).expect(413, "too-large");
    }

    @Test
    void codesAndTokensThatAreNoneAreRefused() {
        for (String odd : List.of(
                " ",
                "\u202E",
                "\uD83D\uDE00".repeat(32),
                "٣".repeat(6),
                "000000\n",
                "A".repeat(64),
                "%00",
                "' OR 1=1--")) {
            for (String id : List.of("answerTotp", "answerMailCode", "answerRecoveryCode", "answerPass")) {
                fine(stranger.send(id, new JsonObject().put("code", odd)), id);
            }
        }
        for (String odd : List.of(
                " ".repeat(20),
                "\u00e9".repeat(43),
                "\uD83D\uDE00".repeat(20),
                "A".repeat(200),
                "A".repeat(43),
                "=".repeat(43))) {
            for (String id : List.of("checkPasswordReset", "checkInvitation", "undoRecoveryAddress")) {
                fine(stranger.send(id, new JsonObject().put("token", odd)), id);
            }
        }
    }

    private static List<JsonObject> responses() {
        String deepCbor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Buffer.buffer("\u0081".repeat(4_000), "ISO-8859-1").getBytes());
        String endlessCbor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new byte[] {(byte) 0xbb, -1, -1, -1, -1, -1, -1, -1, -1});
        String clientData = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"type\":\"webauthn.get\",\"challenge\":\"\",\"origin\":\"http://localhost:8080\"}"
                        .getBytes(StandardCharsets.UTF_8));
        return List.of(
                new JsonObject(),
                new JsonObject(Map.of(
                        "clientDataJSON", "", "authenticatorData", "", "signature", "", "attestationObject", "")),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        1,
                        "authenticatorData",
                        true,
                        "signature",
                        new JsonArray(),
                        "attestationObject",
                        new JsonObject())),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        "!!",
                        "authenticatorData",
                        "%%",
                        "signature",
                        "é",
                        "attestationObject",
                        "\n")),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        clientData,
                        "authenticatorData",
                        "AAAA",
                        "signature",
                        "AAAA",
                        "attestationObject",
                        deepCbor)),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        clientData,
                        "authenticatorData",
                        endlessCbor,
                        "signature",
                        "AA",
                        "attestationObject",
                        endlessCbor)),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        "bnVsbA",
                        "authenticatorData",
                        "A".repeat(600),
                        "signature",
                        "AA",
                        "userHandle",
                        7)),
                new JsonObject(Map.of(
                        "clientDataJSON",
                        "W10",
                        "authenticatorData",
                        "A".repeat(200),
                        "signature",
                        "AA",
                        "transports",
                        "x")));
    }

    private Answer patch(String body) {
        return alice.raw(
                "updateOrganisationPolicy",
                "/api/v1/organisations/" + world.organisation + "/policy",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String enforcement(String time) {
        JsonObject setting = new JsonObject()
                .put("name", "mfaEnforcement")
                .put("value", "forced")
                .put("holdsFrom", time);
        return new JsonObject().put("settings", new JsonArray().add(setting)).encode();
    }

    private Answer csv(byte[] bytes) {
        return alice.raw(
                "createAccountImport",
                "/api/v1/organisations/" + world.organisation + "/account-imports",
                "text/csv",
                bytes);
    }

    private static void fine(Answer answer, String what) {
        assertThat(answer.status())
                .as(what.length() > 100 ? what.substring(0, 100) : what + answer.text())
                .isLessThan(500);
    }
}
