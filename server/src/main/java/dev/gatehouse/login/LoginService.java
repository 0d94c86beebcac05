package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import io.vertx.core.Future;

/** Moves sign-ins and step-ups on where no code is answered. */
final class LoginService {

    private final Db db;
    private final Progress progress;
    private final TransactionStore transactions;
    private final NewPasswords passwords;
    private final PasswordChanges changes;

    LoginService(
            Db db, Progress progress, TransactionStore transactions, NewPasswords passwords, PasswordChanges changes) {
        this.db = db;
        this.progress = progress;
        this.transactions = transactions;
        this.passwords = passwords;
        this.changes = changes;
    }

    Future<LoginState> look(Browser browser) {
        return progress.current(browser).compose(progress::look);
    }

    Future<Void> cancel(Browser browser) {
        return progress.find(browser).compose(found -> found.map(
                        transaction -> db.query(client -> transactions.delete(client, transaction.id())))
                .orElseGet(Future::succeededFuture));
    }

    /** Goes on after an authenticator was enrolled in the middle of a sign-in. */
    Future<Progress.Answer> proceed(Browser browser) {
        return db.transaction(tx ->
                progress.lock(tx, browser).compose(transaction -> progress.advance(tx, transaction, browser, false)));
    }

    /** Replaces an expired password, where the gate asks for exactly that. */
    Future<Progress.Answer> newPassword(Browser browser, String typed) {
        return progress.current(browser)
                .compose(progress::look)
                .compose(state -> state.decision() instanceof Decision.NewPassword
                        ? passwords.choose(state.account(), typed)
                        : Future.failedFuture(LoginProblems.WAY_NOT_OPEN.problem()))
                .compose(hash -> db.transaction(
                        tx -> progress.lock(tx, browser).compose(locked -> progress.lockAccount(tx, locked)
                                .compose(account -> changes.inSignIn(tx, account, hash, browser.origin()))
                                .compose(done -> progress.advance(tx, locked.afterOwnChange(), browser, false)))));
    }
}
