package dev.gatehouse.factor;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.CrossOriginException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what passkeys and security keys answer (WebAuthn Level 3, sections 7.1 and 7.2), for the one origin of this
 * installation. Knows nothing of accounts: whose credential it is, and that a challenge is used once, is for the callers.
 * A check takes a millisecond or two of CPU, the first one and the constructor some hundred: not for an event loop.
 */
final class RelyingParty {

    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);
    private static final int MAX_TRANSPORTS = 8;

    /** A new credential that passed. */
    record Registered(
            String credentialId,
            Buffer attested,
            List<String> transports,
            boolean backupEligible,
            long signCount,
            boolean userVerified) {}

    /**
     * An assertion whose signature and context are right.
     *
     * @param userHandle whose credential the authenticator says it is, or null when it does not say
     * @param signCount 0 from authenticators that do not count
     */
    record Asserted(@Nullable UUID userHandle, boolean userVerified, long signCount) {}

    private final String id;
    private final Origin origin;
    private final ObjectConverter converter = new ObjectConverter();
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(converter);
    // Attestation is not asked for (conveyance "none"): which models people use is not ours to judge.
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    /**
     * The relying party of an installation.
     *
     * @param publicUrl its host is the RP id, its scheme, host and port the only origin that is taken
     */
    RelyingParty(URI publicUrl) {
        this.id = id(publicUrl);
        this.origin = new Origin(
                publicUrl.getScheme() + "://" + id + (publicUrl.getPort() < 0 ? "" : ":" + publicUrl.getPort()));
    }

    /** The RP id of an installation: the host of its address. */
    static String id(URI publicUrl) {
        return publicUrl.getHost().toLowerCase(Locale.ROOT);
    }

    /** Checks a new credential; empty when anything about it is wrong. Passkeys must have verified their user. */
    Optional<Registered> register(JsonObject credential, String challenge, FactorKind kind) {
        try {
            RegistrationData data = manager.parseRegistrationResponseJSON(credential.encode());
            requireSameOrigin(data.getCollectedClientData());
            manager.verify(
                    data,
                    new RegistrationParameters(
                            serverProperty(challenge),
                            ALGORITHMS.stream()
                                    .map(alg ->
                                            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, alg))
                                    .toList(),
                            kind == FactorKind.PASSKEY,
                            true));
            return Optional.of(registered(data));
        } catch (RuntimeException refused) {
            return refuse(refused);
        }
    }

    private Registered registered(RegistrationData data) {
        var authenticatorData = data.getAttestationObject().getAuthenticatorData();
        var attested = authenticatorData.getAttestedCredentialData();
        List<String> transports = data.getTransports() == null
                ? List.of()
                : data.getTransports().stream()
                        .map(AuthenticatorTransport::getValue)
                        .filter(word -> word.matches("[a-z-]{1,20}"))
                        .sorted()
                        .limit(MAX_TRANSPORTS)
                        .toList();
        return new Registered(
                Base64.getUrlEncoder().withoutPadding().encodeToString(attested.getCredentialId()),
                Buffer.buffer(credentials.convert(attested)),
                transports,
                authenticatorData.isFlagBE(),
                authenticatorData.getSignCount(),
                authenticatorData.isFlagUV());
    }

    /**
     * Checks an assertion against the credential that is stored; empty when anything about it is wrong. The signature counter
     * is handed on unchecked: only the database can compare it with the last one seen by any node. Passkeys must have verified
     * their user, for they stand in for the password.
     */
    Optional<Asserted> verify(JsonObject credential, String challenge, KeyCredential stored) {
        try {
            AuthenticationData data = manager.parseAuthenticationResponseJSON(credential.encode());
            requireSameOrigin(data.getCollectedClientData());
            byte[] credentialId = Base64.getUrlDecoder().decode(stored.credentialId());
            manager.verify(
                    data,
                    new AuthenticationParameters(
                            serverProperty(challenge),
                            record(stored),
                            List.of(credentialId),
                            stored.kind() == FactorKind.PASSKEY,
                            true));
            return Optional.of(new Asserted(
                    userHandle(data.getUserHandle()),
                    data.getAuthenticatorData().isFlagUV(),
                    data.getAuthenticatorData().getSignCount()));
        } catch (RuntimeException refused) {
            return refuse(refused);
        }
    }

    private CredentialRecord record(KeyCredential stored) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                stored.backupEligible(),
                null,
                0,
                credentials.convert(stored.attested().getBytes()),
                null,
                null,
                null,
                null);
    }

    private ServerProperty serverProperty(String challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(id)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** No page of ours is made to be shown inside another site's page (section 13.4.9). */
    private static void requireSameOrigin(CollectedClientData clientData) {
        if (Boolean.TRUE.equals(clientData.getCrossOrigin()) || clientData.getTopOrigin() != null) {
            throw new CrossOriginException("asked for inside another page");
        }
    }

    /** The stable handle of an account: its id, 16 bytes. */
    static byte[] userHandle(UUID accountId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(accountId.getMostSignificantBits())
                .putLong(accountId.getLeastSignificantBits())
                .array();
    }

    private static @Nullable UUID userHandle(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        if (bytes.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException("not a user handle of ours");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Whatever the library throws, it is the client's answer that is wrong. */
    private static <T> Optional<T> refuse(RuntimeException cause) {
        LOG.atInfo().addKeyValue("cause", cause.getClass().getSimpleName()).log("a WebAuthn answer was refused");
        return Optional.empty();
    }
}
