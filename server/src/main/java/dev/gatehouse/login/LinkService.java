package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.Letter;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes mailed links and uses them up. Looking at a link changes nothing; using it a second time says when it was used. */
final class LinkService {

    private final Db db;
    private final LinkStore store;
    private final AccountDirectory accounts;
    private final Tokens tokens;
    private final Clock clock;

    LinkService(Db db, LinkStore store, AccountDirectory accounts, Tokens tokens, Clock clock) {
        this.db = db;
        this.store = store;
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A link that has just been made; its token goes into one mail and nowhere else. */
    record Made(Token token, Instant until) {}

    /** A link that may be used now, and the account it belongs to. */
    record Open(Token token, Link link, Account account) {}

    /** Makes a link; unused ones for the same purpose stop working, but for those that take something back. */
    Future<Made> make(SqlClient tx, Account account, Link.Purpose purpose, JsonObject details) {
        Instant now = clock.instant();
        Token token = tokens.next();
        Link link =
                new Link(purpose, account.id(), account.credentialVersion(), details, now.plus(purpose.life()), null);
        Future<Void> earlier = purpose == Link.Purpose.UNDO_ADDRESS
                ? Future.succeededFuture()
                : store.revokeSince(tx, account.id(), purpose, Instant.EPOCH);
        return earlier.compose(done -> store.insert(tx, link, token, now)).map(new Made(token, link.expiresAt()));
    }

    /**
     * Looks at a link.
     *
     * @return fails with {@code link-unknown}, {@code link-used} or {@code link-expired}
     */
    Future<Open> open(Link.Purpose purpose, String sent) {
        Optional<Token> token = Token.parse(sent);
        if (token.isEmpty()) {
            return Future.failedFuture(LoginProblems.LINK_UNKNOWN.problem());
        }
        return db.query(client -> store.find(client, purpose, token.get())
                .compose(link -> link.map(found -> accounts.find(client, found.accountId())
                                .map(account -> new Open(token.get(), usable(found, account), account.orElseThrow())))
                        .orElseGet(() -> Future.failedFuture(LoginProblems.LINK_UNKNOWN.problem()))));
    }

    /**
     * Uses the link up in the transaction that does what it is for; of two at the same time, one fails. The account is locked, so
     * that no change of credentials slips in between the look at the link and its use.
     */
    Future<Void> use(SqlClient tx, Open open) {
        Link.Purpose purpose = open.link().purpose();
        return accounts.lock(tx, open.account().id())
                .map(account -> account.orElseThrow(LoginProblems.LINK_EXPIRED::problem))
                .compose(account -> store.use(
                        tx,
                        purpose,
                        open.token(),
                        purpose.diesWithCredentials() ? account.credentialVersion() : null,
                        clock.instant()))
                .compose(used ->
                        used ? Future.succeededFuture() : Future.failedFuture(LoginProblems.LINK_USED.problem()));
    }

    /** Takes back unused links that would bring an address back that may receive codes from then on, or later. */
    Future<Void> revokeUndo(SqlClient tx, UUID accountId, Instant usableFrom) {
        return store.revokeUndo(tx, accountId, usableFrom);
    }

    /** Takes back unused links of one purpose that were made then or later. */
    Future<Void> revokeSince(SqlClient tx, UUID accountId, Link.Purpose purpose, Instant since) {
        return store.revokeSince(tx, accountId, purpose, since);
    }

    private Link usable(Link link, Optional<Account> account) {
        if (link.usedAt() != null) {
            throw used(link.usedAt());
        }
        if (account.isEmpty() || link.outdated(account.get().credentialVersion(), clock.instant())) {
            throw LoginProblems.LINK_EXPIRED.problem();
        }
        return link;
    }

    private static Problem used(Instant at) {
        return LoginProblems.LINK_USED.problem("It was used on " + Letter.time(at) + ".");
    }
}
