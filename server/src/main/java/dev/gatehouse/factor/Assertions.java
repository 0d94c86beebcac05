package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.FactorVerifier.Assertion;
import dev.gatehouse.factor.RelyingParty.Asserted;
import dev.gatehouse.factor.WebAuthnStore.Challenge;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Proofs by passkey or security key: the challenge and the answer. */
final class Assertions {

    private static final String PURPOSE = "assert";

    private final WebAuthnStore store = new WebAuthnStore();
    private final Tokens tokens = new Tokens();
    private final Db db;
    private final OpenChallenges open;
    private final KeyOptions options;
    private final KeyChecks checks;
    private final CopyAlarm alarm;
    private final Clock clock;

    Assertions(Db db, OpenChallenges open, KeyOptions options, KeyChecks checks, CopyAlarm alarm, Clock clock) {
        this.db = db;
        this.open = open;
        this.options = options;
        this.checks = checks;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** For whatever passkey; nothing is stored. */
    JsonObject begin() {
        UUID id = open.next();
        return json(id, options.get(open.challenge(id).orElseThrow(), List.of()));
    }

    /** For the keys of an account, of these kinds. One answer is waited for: an earlier challenge of that sign-in is forgotten. */
    Future<JsonObject> begin(SqlClient tx, Account account, Set<String> kinds, Bond bond) {
        return store.credentials(tx, account.id()).compose(credentials -> {
            List<KeyCredential> allowed = credentials.stream()
                    .filter(credential -> kinds.contains(credential.kind().word()))
                    .toList();
            if (allowed.isEmpty()) {
                // Without a list, any passkey of any account could answer.
                throw FactorProblems.NO_FACTOR.problem();
            }
            Instant now = clock.instant();
            UUID id = Ids.next();
            String challenge = tokens.next().secret();
            Challenge kept = new Challenge(PURPOSE, challenge, account.id());
            return store.replaceChallenge(tx, id, bond, kept, now, now.plus(KeyOptions.TIMEOUT))
                    .map(stored -> json(id, options.get(challenge, allowed)));
        });
    }

    private static JsonObject json(UUID challengeId, JsonObject publicKey) {
        return new JsonObject().put("challengeId", challengeId.toString()).put("publicKey", publicKey);
    }

    /** The challenge is used up before the answer is looked at, in a statement of its own; an open one once it was right. */
    Future<Assertion> finish(UUID challengeId, JsonObject credential, Bond bond, Origin origin) {
        return db.query(client -> challenge(client, challengeId, bond)
                        .compose(challenge -> store.find(client, credential.getString("id"))
                                .map(found -> new Answer(challengeId, challenge, found))))
                .compose(answer -> check(answer, credential)
                        .compose(asserted -> asserted.isEmpty()
                                ? Future.succeededFuture(Optional.<Proof>empty())
                                : accept(answer, asserted.get(), origin))
                        .map(proof -> new Assertion(answer.key().map(KeyCredential::accountId), proof)));
    }

    private Future<Optional<Challenge>> challenge(SqlClient client, UUID id, Bond bond) {
        return bond.equals(Bond.NONE)
                ? Future.succeededFuture(open.challenge(id).map(challenge -> new Challenge(PURPOSE, challenge, null)))
                : store.takeChallenge(client, id, List.of(PURPOSE), bond, clock.instant());
    }

    /** What came back: the challenge if it is one, and the key if some account has it. */
    private record Answer(UUID challengeId, Optional<Challenge> challenge, Optional<KeyCredential> key) {}

    private Future<Optional<Asserted>> check(Answer answer, JsonObject credential) {
        if (answer.challenge().isEmpty() || answer.key().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Challenge challenge = answer.challenge().get();
        KeyCredential key = answer.key().get();
        return checks.verify(credential, challenge.challenge(), key)
                .map(found -> found.filter(asserted -> belongs(challenge, key, asserted)));
    }

    /** Whether the key may answer that challenge (WebAuthn 7.2, step 6). */
    static boolean belongs(Challenge challenge, KeyCredential key, Asserted asserted) {
        UUID handle = asserted.userHandle();
        if (challenge.accountId() == null) {
            return key.kind() == FactorKind.PASSKEY && key.accountId().equals(handle);
        }
        return key.accountId().equals(challenge.accountId())
                && (handle == null || key.accountId().equals(handle));
    }

    private Future<Optional<Proof>> accept(Answer answer, Asserted asserted, Origin origin) {
        KeyCredential key = answer.key().orElseThrow();
        boolean isOpen = answer.challenge().orElseThrow().accountId() == null;
        return db.transaction(tx -> (isOpen
                        ? store.spend(tx, answer.challengeId(), open.expiresAt(answer.challengeId()))
                        : Future.succeededFuture(true))
                .compose(first ->
                        first ? use(tx, key, asserted, origin) : Future.succeededFuture(Optional.<Proof>empty())));
    }

    private Future<Optional<Proof>> use(SqlClient tx, KeyCredential key, Asserted asserted, Origin origin) {
        return store.use(tx, key.id(), asserted.signCount(), clock.instant())
                .compose(grown -> grown
                        ? Future.succeededFuture(Optional.of(
                                new Proof(key.kind().word(), key.id(), key.createdAt(), asserted.userVerified())))
                        : alarm.raise(tx, key, origin).map(Optional.<Proof>empty()));
    }
}
