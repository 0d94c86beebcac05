package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;

/**
 * The door for what other identity providers say about people. It becomes evidence of a sign-in like any other, and the gate
 * decides what is still asked for: nothing is minted here.
 */
public final class UpstreamSignIns {

    private final Db db;
    private final Progress progress;
    private final StepReplies replies;
    private final Clock clock;

    UpstreamSignIns(Db db, Progress progress, StepReplies replies, Clock clock) {
        this.db = db;
        this.progress = progress;
        this.replies = replies;
        this.clock = clock;
    }

    /** Says in the transaction that begins the sign-in whose it is; fails when it is nobody's. */
    public interface Known {
        Future<Account> in(SqlClient tx);
    }

    /**
     * Begins a sign-in with the word of an identity provider.
     *
     * @param multiFactor whether that says that it has seen more than one factor
     * @return the state of the sign-in, with its cookies
     */
    public Future<Reply> begin(Request request, Known known, boolean multiFactor) {
        Browser browser = Browser.of(request);
        return replies.of(db.transaction(tx -> known.in(tx).compose(account -> progress.device(
                        tx, account.id(), browser)
                .compose(device -> progress.begin(tx, account, evidence(multiFactor), false, device, browser)))));
    }

    private Evidence evidence(boolean multiFactor) {
        Instant now = clock.instant();
        Evidence evidence = Evidence.NONE.with(Evidence.Item.of(EvidenceKind.UPSTREAM, now));
        return multiFactor ? evidence.with(Evidence.Item.of(EvidenceKind.UPSTREAM_MFA, now)) : evidence;
    }
}
