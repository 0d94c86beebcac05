package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a mailed link can do for a password, and nothing more. */
final class LinkFlows {

    private final Db db;
    private final LinkPasswords passwords;
    private final PasswordChanges changes;
    private final Progress progress;
    private final Clock clock;

    LinkFlows(Db db, LinkPasswords passwords, PasswordChanges changes, Progress progress, Clock clock) {
        this.db = db;
        this.passwords = passwords;
        this.changes = changes;
        this.progress = progress;
        this.clock = clock;
    }

    Future<LinkPasswords.Info> check(Link.Purpose purpose, String token) {
        return passwords.check(purpose, token);
    }

    /** Sets the new password. Factors stay; sessions, sign-ins under way, other links and trusted devices do not. */
    Future<Void> completeReset(Origin origin, String token, String newPassword) {
        return passwords
                .choose(Link.Purpose.RESET, token, newPassword)
                .compose(chosen -> db.transaction(tx -> passwords
                        .use(tx, chosen)
                        .compose(done -> changes.byReset(tx, chosen.account(), chosen.hash(), origin))));
    }

    /** Sets the first password. The mailbox has been proved by the link, and the sign-in goes on from there. */
    Future<Progress.Answer> acceptInvitation(Browser browser, String token, String newPassword) {
        return passwords
                .choose(Link.Purpose.INVITATION, token, newPassword)
                .compose(chosen -> db.transaction(tx -> passwords
                        .use(tx, chosen)
                        .compose(done -> changes.byInvitation(tx, chosen.account(), chosen.hash(), browser.origin()))
                        .compose(active -> signIn(tx, active, browser))));
    }

    private Future<Progress.Answer> signIn(SqlClient tx, Account account, Browser browser) {
        Instant now = clock.instant();
        Evidence evidence = new Evidence(
                List.of(Evidence.Item.of(EvidenceKind.PASSWORD, now), Evidence.Item.of(EvidenceKind.MAIL_LINK, now)));
        return progress.begin(tx, account, evidence, false, Optional.empty(), browser);
    }
}
