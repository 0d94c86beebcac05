package dev.gatehouse.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.testing.SoftAuthenticator;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a passkey or security key may answer; abuse case 23. */
class RelyingPartyTest {

    private static final String ORIGIN = "https://mail.acme.example";
    private static final Account BOB = TestAccounts.bob();

    private final RelyingParty relyingParty = new RelyingParty(URI.create(ORIGIN));
    private final KeyOptions options = new KeyOptions(URI.create(ORIGIN));
    private final SoftAuthenticator keys = new SoftAuthenticator(ORIGIN);
    private final String challenge = new Tokens().next().secret();

    @Test
    void registerShouldAcceptAPasskey() {
        RelyingParty.Registered registered = register(FactorKind.PASSKEY).orElseThrow();

        assertThat(registered.credentialId()).isEqualTo(keys.lastKey().id());
        assertThat(registered.userVerified()).isTrue();
        assertThat(registered.transports()).containsExactly("internal");
    }

    @Test
    void registerShouldAcceptASecurityKeyThatVerifiesNobody() {
        keys.userVerified(false);

        assertThat(register(FactorKind.SECURITY_KEY)).isPresent();
    }

    @Test
    void registerShouldRefuseAPasskeyThatVerifiesNobody() {
        keys.userVerified(false);

        assertThat(register(FactorKind.PASSKEY)).isEmpty();
    }

    static Stream<Consumer<SoftAuthenticator>> wrongContexts() {
        return Stream.of(
                keys -> keys.origin("https://mail.acme.example.evil.example"),
                keys -> keys.origin("http://mail.acme.example"),
                keys -> keys.origin("https://mail.acme.example:8443"),
                keys -> keys.origin("https://other.acme.example"),
                keys -> keys.rpId("acme.example"),
                keys -> keys.rpId("evil.example"),
                keys -> keys.crossOrigin(true),
                keys -> keys.insidePageOf("https://evil.example"),
                keys -> keys.insidePageOf(ORIGIN));
    }

    @ParameterizedTest
    @MethodSource("wrongContexts")
    void registerShouldRefuseTheWrongOriginOrRpIdOrFrame(Consumer<SoftAuthenticator> context) {
        context.accept(keys);

        assertThat(register(FactorKind.PASSKEY)).isEmpty();
        assertThat(register(FactorKind.SECURITY_KEY)).isEmpty();
    }

    @Test
    void registerShouldRefuseTheAnswerToAnotherChallenge() {
        JsonObject credential =
                keys.create(creation(FactorKind.PASSKEY, new Tokens().next().secret()));

        assertThat(relyingParty.register(credential, challenge, FactorKind.PASSKEY))
                .isEmpty();
    }

    @Test
    void registerShouldRefuseAnAssertion() {
        enrolled(FactorKind.PASSKEY);

        assertThat(relyingParty.register(keys.get(request()), challenge, FactorKind.PASSKEY))
                .isEmpty();
    }

    @Test
    void verifyShouldSayWhoseCredentialItIsAndHandTheCounterOn() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        keys.lastKey().count(41);

        RelyingParty.Asserted asserted = verify(stored).orElseThrow();

        assertThat(asserted.userHandle()).isEqualTo(BOB.id());
        assertThat(asserted.userVerified()).isTrue();
        assertThat(asserted.signCount()).isEqualTo(42);
    }

    @ParameterizedTest
    @MethodSource("wrongContexts")
    void verifyShouldRefuseTheWrongOriginOrRpIdOrFrame(Consumer<SoftAuthenticator> context) {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        context.accept(keys);

        assertThat(verify(stored)).isEmpty();
    }

    @Test
    void verifyShouldRefuseAPasskeyThatDidNotVerifyItsUser() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        keys.userVerified(false);

        assertThat(verify(stored)).isEmpty();
    }

    @Test
    void verifyShouldAcceptASecurityKeyAndSayThatItVerifiedNobody() {
        KeyCredential stored = enrolled(FactorKind.SECURITY_KEY);
        keys.userVerified(false);

        assertThat(verify(stored)).hasValueSatisfying(asserted -> assertThat(asserted.userVerified())
                .isFalse());
    }

    @Test
    void verifyShouldRefuseAnAnswerToAnotherChallenge() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        JsonObject replayed = keys.get(options.get(new Tokens().next().secret(), List.of()));

        assertThat(relyingParty.verify(replayed, challenge, stored)).isEmpty();
    }

    @Test
    void verifyShouldRefuseTheSignatureOfAnotherKey() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        keys.create(creation(FactorKind.PASSKEY, challenge));
        JsonObject forged = keys.get(request(), keys.lastKey());
        forged.put("id", stored.credentialId()).put("rawId", stored.credentialId());

        assertThat(relyingParty.verify(forged, challenge, stored)).isEmpty();
    }

    @Test
    void verifyShouldRefuseAnotherCredentialThanTheStoredOne() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);
        keys.create(creation(FactorKind.PASSKEY, challenge));

        assertThat(relyingParty.verify(keys.get(request(), keys.lastKey()), challenge, stored))
                .isEmpty();
    }

    @Test
    void verifyShouldRefuseChangedAuthenticatorData() {
        KeyCredential stored = enrolled(FactorKind.SECURITY_KEY);
        keys.userVerified(false);
        JsonObject credential = keys.get(request());
        byte[] data = Base64.getUrlDecoder()
                .decode(credential.getJsonObject("response").getString("authenticatorData"));
        data[32] |= 0x04;
        credential
                .getJsonObject("response")
                .put(
                        "authenticatorData",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(data));

        assertThat(relyingParty.verify(credential, challenge, stored)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"\",\"rawId\":\"\",\"type\":\"public-key\",\"response\":{}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\"}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":1,"
                        + "\"attestationObject\":[],\"authenticatorData\":{},\"signature\":null}}",
                "{\"id\":\"!\",\"rawId\":\"!\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\","
                        + "\"attestationObject\":\"oA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}"
            })
    void malformedAnswersShouldBeRefusedLikeWrongOnes(String json) {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);

        assertThat(relyingParty.register(new JsonObject(json), challenge, FactorKind.PASSKEY))
                .isEmpty();
        assertThat(relyingParty.verify(new JsonObject(json), challenge, stored)).isEmpty();
    }

    @Test
    void truncatedAnswersShouldBeRefused() {
        JsonObject credential = keys.create(creation(FactorKind.PASSKEY, challenge));
        String attestation = credential.getJsonObject("response").getString("attestationObject");

        for (int length = 0; length < attestation.length(); length += 7) {
            credential.getJsonObject("response").put("attestationObject", attestation.substring(0, length));
            assertThat(relyingParty.register(credential, challenge, FactorKind.PASSKEY))
                    .isEmpty();
        }
    }

    @Test
    void creationOptionsShouldNameTheAccountTheSameEachTimeAndExcludeItsKeys() {
        KeyCredential stored = enrolled(FactorKind.PASSKEY);

        JsonObject first = options.create(challenge, BOB, FactorKind.PASSKEY, List.of(stored));
        JsonObject second = options.create(challenge, BOB, FactorKind.SECURITY_KEY, List.of());

        assertThat(first.getJsonObject("user").getString("id"))
                .isEqualTo(second.getJsonObject("user").getString("id"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(RelyingParty.userHandle(BOB.id())));
        assertThat(first.getJsonArray("excludeCredentials").getJsonObject(0).getString("id"))
                .isEqualTo(stored.credentialId());
        assertThat(first.getJsonObject("authenticatorSelection").getString("userVerification"))
                .isEqualTo("required");
        assertThat(second.getJsonObject("authenticatorSelection").getString("residentKey"))
                .isEqualTo("discouraged");
    }

    @Test
    void requestOptionsShouldAskForNoMoreThanTheKeysCanDo() {
        KeyCredential passkey = enrolled(FactorKind.PASSKEY);
        KeyCredential securityKey = enrolled(FactorKind.SECURITY_KEY);

        assertThat(verification(List.of())).isEqualTo("required");
        assertThat(verification(List.of(passkey))).isEqualTo("required");
        assertThat(verification(List.of(securityKey))).isEqualTo("discouraged");
        assertThat(verification(List.of(passkey, securityKey))).isEqualTo("preferred");
    }

    private String verification(List<KeyCredential> allowed) {
        return options.get(challenge, allowed).getString("userVerification");
    }

    private Optional<RelyingParty.Registered> register(FactorKind kind) {
        return relyingParty.register(keys.create(creation(kind, challenge)), challenge, kind);
    }

    private KeyCredential enrolled(FactorKind kind) {
        RelyingParty.Registered registered = register(kind).orElseThrow();
        return new KeyCredential(
                UUID.randomUUID(),
                BOB.id(),
                kind,
                registered.credentialId(),
                registered.attested(),
                registered.transports(),
                registered.backupEligible(),
                Instant.EPOCH);
    }

    private Optional<RelyingParty.Asserted> verify(KeyCredential stored) {
        return relyingParty.verify(keys.get(request()), challenge, stored);
    }

    private JsonObject creation(FactorKind kind, String with) {
        return options.create(with, BOB, kind, List.of());
    }

    private JsonObject request() {
        return options.get(challenge, List.of());
    }
}
