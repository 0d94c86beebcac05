package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The expected values were computed by the database's {@code audit_append}. */
class AuditChainTest {

    private static final UUID ORGANISATION = UUID.fromString("0193a3c0-0000-7000-8000-0000000000aa");
    private static final AuditEntry FULL = new AuditEntry(
            1,
            Instant.parse("2026-11-24T08:00:00.123456Z"),
            "factor.enrol",
            "success",
            UUID.fromString("0193a3c0-0000-7000-8000-0000000000bb"),
            "Zoë",
            "account",
            UUID.fromString("0193a3c0-0000-7000-8000-0000000000cc"),
            "bob@acme.example",
            "192.0.2.7",
            "Firefox",
            "r-1",
            "{\"kind\":\"totp\"}",
            Buffer.buffer());
    private static final AuditEntry SPARSE = new AuditEntry(
            2,
            Instant.parse("1999-01-01T00:00:00Z"),
            "login.sign-in",
            "refused",
            null,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            "{}",
            Buffer.buffer());

    @Test
    void hashesShouldBeThoseOfTheDatabase() {
        Buffer genesis = AuditChain.genesis(ORGANISATION);
        Buffer first = AuditChain.next(genesis, FULL);
        Buffer second = AuditChain.next(first, SPARSE);

        assertThat(hex(genesis)).isEqualTo("5b6b369311b1a6a2381af5d88483a9c2ecb30d87711636c731f0027717dffa5e");
        assertThat(hex(first)).isEqualTo("489f7ae2d5c1c55d9c4979edc3a08317f1834d8d004e8205f9dda0bfa4be2f33");
        assertThat(hex(second)).isEqualTo("7cc17afcb6c9686d5e81ba5163044d0fd97f1559f3523892f942fa45422600c9");
    }

    @Test
    void chainsOfTwoOrganisationsShouldBeginDifferently() {
        assertThat(AuditChain.genesis(ORGANISATION)).isNotEqualTo(AuditChain.genesis(UUID.randomUUID()));
    }

    @Test
    void textMovedFromOneFieldToTheNextShouldChangeTheHash() {
        Buffer genesis = AuditChain.genesis(ORGANISATION);

        assertThat(AuditChain.next(genesis, named("ab", "c"))).isNotEqualTo(AuditChain.next(genesis, named("a", "bc")));
        assertThat(AuditChain.next(genesis, named("ab", null))).isNotEqualTo(AuditChain.next(genesis, named("ab", "")));
    }

    @Test
    void anchorShouldOnlyCountUnderTheKeyThatSignedIt() {
        Anchor.Key key = new Anchor.Key(new byte[32]);
        Anchor anchor = key.sign(ORGANISATION, 7, AuditChain.genesis(ORGANISATION), Instant.EPOCH);

        assertThat(key.signed(anchor)).isTrue();
        assertThat(key.signed(new Anchor(ORGANISATION, 8, anchor.hash(), anchor.at(), anchor.signature())))
                .isFalse();
        assertThat(new Anchor.Key(new byte[] {1}).signed(anchor)).isFalse();
    }

    private static AuditEntry named(String network, @org.jspecify.annotations.Nullable String client) {
        return new AuditEntry(
                1,
                Instant.EPOCH,
                "a.b",
                "success",
                null,
                null,
                null,
                null,
                null,
                network,
                client,
                null,
                "{}",
                Buffer.buffer());
    }

    private static String hex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes());
    }
}
