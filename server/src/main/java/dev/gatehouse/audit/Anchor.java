package dev.gatehouse.audit;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signed statement that an organisation's chain had reached that entry with that hash at that time. */
record Anchor(UUID organisationId, long seq, Buffer hash, Instant at, Buffer signature) {

    private static final String ALGORITHM = "HmacSHA256";

    /** The key, which never is in the database: whoever can write there still cannot sign. */
    static final class Key {

        private final SecretKeySpec key;

        Key(byte[] bytes) {
            key = new SecretKeySpec(bytes, ALGORITHM);
        }

        Anchor sign(UUID organisationId, long seq, Buffer hash, Instant at) {
            Instant stored = at.truncatedTo(ChronoUnit.MICROS);
            return new Anchor(organisationId, seq, hash, stored, signature(organisationId, seq, hash, stored));
        }

        boolean signed(Anchor anchor) {
            Buffer expected = signature(anchor.organisationId, anchor.seq, anchor.hash, anchor.at);
            return MessageDigest.isEqual(expected.getBytes(), anchor.signature.getBytes());
        }

        private Buffer signature(UUID organisationId, long seq, Buffer hash, Instant at) {
            Buffer statement = Buffer.buffer("gatehouse audit anchor 1")
                    .appendBuffer(AuditChain.bytes(organisationId))
                    .appendLong(seq)
                    .appendLong(AuditChain.micros(at))
                    .appendBuffer(hash);
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                return Buffer.buffer(mac.doFinal(statement.getBytes()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
