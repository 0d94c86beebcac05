package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.FactorVerifier.Assertion;
import dev.gatehouse.factor.RelyingParty.Asserted;
import dev.gatehouse.factor.WebAuthnStore.Challenge;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proofs by passkey or security key: the challenge, the answer, and the alarm when a key seems to have been copied. */
final class Assertions {

    private static final String PURPOSE = "assert";

    private final WebAuthnStore store = new WebAuthnStore();
    private final Tokens tokens = new Tokens();
    private final Db db;
    private final KeyOptions options;
    private final KeyChecks checks;
    private final AccountDirectory accounts;
    private final FactorNotices notices;
    private final AuditService audit;
    private final Clock clock;

    Assertions(
            Db db,
            KeyOptions options,
            KeyChecks checks,
            AccountDirectory accounts,
            FactorNotices notices,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.options = options;
        this.checks = checks;
        this.accounts = accounts;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    Future<JsonObject> begin(SqlClient tx, @Nullable Account account, Bond bond) {
        if (account == null) {
            return begin(tx, null, bond, List.of());
        }
        return store.credentials(tx, account.id()).compose(credentials -> {
            if (credentials.isEmpty()) {
                // Without a list, any passkey of any account could answer.
                throw FactorProblems.NO_FACTOR.problem();
            }
            return begin(tx, account.id(), bond, credentials);
        });
    }

    private Future<JsonObject> begin(SqlClient tx, @Nullable UUID accountId, Bond bond, List<KeyCredential> allowed) {
        Instant now = clock.instant();
        UUID id = Ids.next();
        String challenge = tokens.next().secret();
        return store.insertChallenge(
                        tx, id, bond, new Challenge(PURPOSE, challenge, accountId), now, now.plus(KeyOptions.TIMEOUT))
                .map(stored -> new JsonObject()
                        .put("challengeId", id.toString())
                        .put("publicKey", options.get(challenge, allowed)));
    }

    /** The challenge is used up before the answer is looked at, in a statement of its own. */
    Future<Optional<Assertion>> finish(UUID challengeId, JsonObject credential, Bond bond, Origin origin) {
        return db.query(client -> store.takeChallenge(client, challengeId, List.of(PURPOSE), bond, clock.instant())
                        .compose(challenge -> challenge.isEmpty()
                                ? nothing()
                                : store.find(client, credential.getString("id"))
                                        .map(found -> found.map(key -> new Answer(challenge.get(), key)))))
                .compose(answer -> answer.isEmpty() ? nothing() : check(answer.get(), credential))
                .compose(checked -> checked.isEmpty() ? nothing() : accept(checked.get(), origin));
    }

    /** A credential that answers a challenge. */
    private record Answer(Challenge challenge, KeyCredential key) {}

    private record Checked(KeyCredential key, Asserted asserted) {}

    private Future<Optional<Checked>> check(Answer answer, JsonObject credential) {
        KeyCredential key = answer.key();
        return checks.verify(credential, answer.challenge().challenge(), key)
                .map(found -> found.filter(asserted -> belongs(answer.challenge(), key, asserted))
                        .map(asserted -> new Checked(key, asserted)));
    }

    private static <T> Future<Optional<T>> nothing() {
        return Future.succeededFuture(Optional.empty());
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

    private Future<Optional<Assertion>> accept(Checked checked, Origin origin) {
        KeyCredential key = checked.key();
        return db.transaction(tx -> store.use(tx, key.id(), checked.asserted().signCount(), clock.instant())
                .compose(grown -> grown
                        ? Future.succeededFuture(Optional.of(assertion(checked)))
                        : alarm(tx, key, origin).map(Optional.<Assertion>empty())));
    }

    private static Assertion assertion(Checked checked) {
        KeyCredential key = checked.key();
        return new Assertion(
                key.accountId(),
                new Proof(
                        key.kind().word(),
                        key.id(),
                        key.createdAt(),
                        checked.asserted().userVerified()));
    }

    /** A valid signature with a counter that has been seen: two devices hold this key. */
    private Future<Void> alarm(SqlClient tx, KeyCredential key, Origin origin) {
        return accounts.find(tx, key.accountId())
                .map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem))
                .compose(account -> new FactorStore()
                        .find(tx, account.id(), key.id())
                        .map(found -> found.map(Factor::name).orElse(key.kind().title()))
                        .compose(name -> notices.tell(tx, account, Notice.copied(name, origin))
                                .compose(told -> audit.record(
                                        tx,
                                        AuditEvent.by(
                                                        account.id(),
                                                        account.name(),
                                                        account.organisationId(),
                                                        origin,
                                                        "factor.copy-suspected")
                                                .on("factor", key.id(), name)
                                                .refused()))));
    }
}
