package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Request;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door through which others ask the gate: with the evidence of old, but the account and the policy of this moment. */
public final class Admissions {

    private final Db db;
    private final SessionAuthenticator authenticator;
    private final SessionStore sessions;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final Gate gate;
    private final Clock clock;

    Admissions(
            Db db,
            SessionAuthenticator authenticator,
            SessionStore sessions,
            AccountDirectory accounts,
            PolicyDirectory policies,
            PasswordService passwords,
            Gate gate,
            Clock clock) {
        this.db = db;
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.gate = gate;
        this.clock = clock;
    }

    /** Admits whoever is signed in at this browser; empty when nobody is, or when the policy has come to ask for more. */
    public Future<Optional<Admission>> ofSession(Request request) {
        return authenticator
                .signedIn(Browser.of(request))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : ofSession(found.get().session(), found.get().account()));
    }

    private Future<Optional<Admission>> ofSession(Session session, Account account) {
        return db.query(client -> admitted(client, account, session.evidence()))
                .map(facts -> facts.map(
                        admitted -> new Admission(admitted, session.id(), session.expiresAt(), session.provedAt())));
    }

    /**
     * Whether the session has not been ended since; if so, nobody ends it before the transaction is over. Ask this last, after
     * everything has been written: then either this sees the end, or whoever ends it sees what was written.
     */
    public Future<Boolean> stands(SqlClient tx, Admission admission) {
        UUID sessionId = admission.sessionId();
        return sessionId == null ? Future.succeededFuture(false) : sessions.lockLive(tx, sessionId);
    }

    /**
     * Admits on what was proved at an earlier sign-in.
     *
     * @param sessionId the session of that sign-in, which need not be live any more
     * @param evidence of an {@link Admission}
     * @return empty when the account is gone or suspended, or when its policy now asks for more
     */
    public Future<Optional<Admission>> ofEvidence(
            SqlClient client, UUID accountId, @Nullable UUID sessionId, JsonObject evidence, Instant authTime) {
        return accounts.find(client, accountId)
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture(Optional.<Gate.Facts>empty())
                        : admitted(client, account.get(), Evidence.of(evidence)))
                .map(facts -> facts.map(admitted -> new Admission(admitted, sessionId, null, authTime)));
    }

    /** The facts, if the gate admits on them. */
    private Future<Optional<Gate.Facts>> admitted(SqlClient client, Account account, Evidence evidence) {
        return policies.of(client, account)
                .compose(policy -> passwords
                        .find(client, account.id())
                        .map(password -> new Gate.Facts(account, policy, evidence, false, password, clock.instant())))
                .map(facts -> gate.signIn(facts) instanceof Decision.Admit ? Optional.of(facts) : Optional.empty());
    }
}
