package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door through which others ask the gate: with the evidence of old, but the account and the policy of this moment. */
public final class Admissions {

    private final SessionAuthenticator authenticator;
    private final FactsRecall facts;
    private final SessionStore sessions;
    private final Gate gate;

    Admissions(SessionAuthenticator authenticator, SessionStore sessions, FactsRecall facts, Gate gate) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.facts = facts;
        this.gate = gate;
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
        return facts.of(account, session.evidence()).map(known -> admit(Optional.of(known))
                .map(admitted -> new Admission(admitted, session.id(), session.expiresAt(), session.provedAt())));
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
            UUID accountId, @Nullable UUID sessionId, JsonObject evidence, Instant authTime) {
        return facts.of(accountId, Evidence.of(evidence))
                .map(known -> admit(known).map(admitted -> new Admission(admitted, sessionId, null, authTime)));
    }

    /** The facts, if the gate admits on them. */
    private Optional<Gate.Facts> admit(Optional<Gate.Facts> facts) {
        return facts.filter(known -> gate.signIn(known) instanceof Decision.Admit);
    }
}
