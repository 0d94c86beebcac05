package dev.gatehouse.login;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Knows by its cookies which sign-in or step-up a browser has under way, and keeps it for the next answer. */
final class UnderWay {

    private final Db db;
    private final TransactionStore transactions;
    private final DeviceStore devices;
    private final Tokens tokens;
    private final Clock clock;

    UnderWay(Db db, TransactionStore transactions, DeviceStore devices, Tokens tokens, Clock clock) {
        this.db = db;
        this.transactions = transactions;
        this.devices = devices;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The transaction of this browser; fails with {@code no-login}. */
    Future<Transaction> current(Browser browser) {
        return db.query(client -> require(browser, token -> transactions.find(client, token, clock.instant())));
    }

    /** The same; empty when there is none. */
    Future<Optional<Transaction>> find(Browser browser) {
        return current(browser)
                .map(Optional::of)
                .recover(failure -> LoginProblems.over(failure)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** The same, locked. */
    Future<Transaction> lock(SqlClient tx, Browser browser) {
        return require(browser, token -> transactions.lock(tx, token, clock.instant()));
    }

    /** The known device of this browser, if it is one of that account. */
    Future<Optional<Device>> device(SqlClient client, UUID accountId, Browser browser) {
        return browser.device()
                .map(token -> devices.find(client, accountId, token))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Keeps what is not finished under a new token; the one before is dead. */
    Future<Cookie> keep(SqlClient tx, Transaction transaction, boolean isNew) {
        Token token = tokens.next();
        Future<Void> kept = isNew
                ? transactions.insert(tx, transaction, token, clock.instant())
                : transactions.update(tx, transaction, token);
        return kept.map(Cookies.LOGIN.set(token));
    }

    /** Forgets what is finished. */
    Future<Cookie> finish(SqlClient tx, Transaction transaction, boolean isNew) {
        Future<Void> forgotten = isNew ? Future.succeededFuture() : transactions.delete(tx, transaction.id());
        return forgotten.map(Cookies.LOGIN.clear());
    }

    private static Future<Transaction> require(Browser browser, Function<Token, Future<Optional<Transaction>>> find) {
        return browser.login()
                .map(find)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(LoginProblems.NO_LOGIN::problem));
    }
}
