package dev.gatehouse.login;

import dev.gatehouse.factor.Proof;
import dev.gatehouse.http.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that has been proved in one sign-in or step-up, in order. The gate looks at nothing else. */
record Evidence(List<Item> items) {

    static final Evidence NONE = new Evidence(List.of());

    private static final List<EvidenceKind> STRONGEST_FIRST = List.of(
            EvidenceKind.PASSKEY,
            EvidenceKind.SECURITY_KEY,
            EvidenceKind.TOTP,
            EvidenceKind.RECOVERY_CODE,
            EvidenceKind.UPSTREAM_MFA,
            EvidenceKind.PASS,
            EvidenceKind.MAIL_CODE,
            EvidenceKind.MAIL_LINK,
            EvidenceKind.TRUSTED_DEVICE,
            EvidenceKind.PASSWORD,
            EvidenceKind.UPSTREAM);

    /**
     * One thing proved.
     *
     * @param enrolledAt when the authenticator was set up, or null where there is none
     * @param userVerified the authenticator itself has checked the person
     */
    record Item(
            EvidenceKind kind,
            Instant at,
            @Nullable UUID factorId,
            @Nullable Instant enrolledAt,
            boolean userVerified) {

        static Item of(EvidenceKind kind, Instant at) {
            return new Item(kind, at, null, null, false);
        }

        static Item of(Proof proof, Instant at) {
            return new Item(
                    EvidenceKind.of(proof.kind()), at, proof.factorId(), proof.enrolledAt(), proof.userVerified());
        }
    }

    Evidence {
        items = List.copyOf(items);
    }

    Evidence with(Item item) {
        return new Evidence(Stream.concat(items.stream(), Stream.of(item)).toList());
    }

    Evidence only(Predicate<Item> wanted) {
        return new Evidence(items.stream().filter(wanted).toList());
    }

    boolean hasAny(EvidenceKind... kinds) {
        return items.stream().anyMatch(item -> Arrays.asList(kinds).contains(item.kind()));
    }

    /** A passkey that has checked the person is something held and something known or inherent: two factors in one. */
    boolean hasVerifiedPasskey() {
        return items.stream().anyMatch(item -> item.kind() == EvidenceKind.PASSKEY && item.userVerified());
    }

    /** A passkey or security key that has checked the person. */
    boolean hasVerifiedKey() {
        return items.stream()
                .anyMatch(item -> item.userVerified()
                        && (item.kind() == EvidenceKind.PASSKEY || item.kind() == EvidenceKind.SECURITY_KEY));
    }

    /** A real authenticator, or a recovery code that stands in for one. */
    boolean hasRealFactor() {
        return hasAny(EvidenceKind.TOTP, EvidenceKind.PASSKEY, EvidenceKind.SECURITY_KEY, EvidenceKind.RECOVERY_CODE);
    }

    /** When the authenticator proved last was set up. */
    Optional<Instant> factorEnrolledAt() {
        return items.reversed().stream()
                .flatMap(item -> Stream.ofNullable(item.enrolledAt()))
                .findFirst();
    }

    /** The kind that says most about who it is. */
    EvidenceKind strongest() {
        return STRONGEST_FIRST.stream()
                .filter(this::hasAny)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was proved"));
    }

    List<String> words() {
        return items.stream().map(item -> item.kind().word()).distinct().toList();
    }

    JsonObject toJson() {
        return Json.object()
                .put("items", items.stream().map(Evidence::json).toList())
                .done();
    }

    static Evidence of(JsonObject json) {
        JsonArray items = json.getJsonArray("items");
        return new Evidence(
                items.stream().map(JsonObject.class::cast).map(Evidence::item).toList());
    }

    private static Json json(Item item) {
        return Json.object()
                .put("kind", item.kind().word())
                .put("at", item.at())
                .put("factorId", item.factorId())
                .put("enrolledAt", item.enrolledAt())
                .put("userVerified", item.userVerified());
    }

    private static Item item(JsonObject json) {
        String factorId = json.getString("factorId");
        return new Item(
                EvidenceKind.of(json.getString("kind")),
                json.getInstant("at"),
                factorId == null ? null : UUID.fromString(factorId),
                json.getInstant("enrolledAt"),
                json.getBoolean("userVerified"));
    }
}
