package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.factor.Proof;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** The sign-in by passkey alone: whoever begins it is nobody yet, so it costs neither a row nor much else. */
final class NamelessSignIn {

    private final Db db;
    private final Progress progress;
    private final FactorVerifier factors;
    private final AccountDirectory accounts;
    private final Budgets budgets;
    private final Refusals refusals;

    NamelessSignIn(
            Db db,
            Progress progress,
            FactorVerifier factors,
            AccountDirectory accounts,
            Budgets budgets,
            Refusals refusals) {
        this.db = db;
        this.progress = progress;
        this.factors = factors;
        this.accounts = accounts;
        this.budgets = budgets;
        this.refusals = refusals;
    }

    Future<JsonObject> begin(Browser browser) {
        return budgets.take(Budget.challenges(browser.origin().network())).map(taken -> factors.beginOpenAssertion());
    }

    /** What was refused stands in the log of the account whose passkey it was; that of nobody is only counted. */
    Future<Progress.Answer> answer(Browser browser, FactorVerifier.Assertion assertion) {
        Future<Progress.Answer> signedIn = assertion
                .proof()
                .map(proof -> signIn(browser, assertion.accountId().orElseThrow(), proof))
                .orElseGet(() -> Future.failedFuture(LoginProblems.WRONG_PASSKEY.problem()));
        return signedIn.recover(failure -> isRefusal(failure)
                ? refusals.record(Purpose.SIGN_IN, EvidenceKind.PASSKEY, assertion.accountId(), browser.origin())
                        .compose(done -> Future.failedFuture(failure))
                : Future.failedFuture(failure));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem problem && problem.type().equals(LoginProblems.WRONG_PASSKEY);
    }

    private Future<Progress.Answer> signIn(Browser browser, UUID accountId, Proof proof) {
        return db.transaction(tx -> accounts.find(tx, accountId)
                .map(account -> account.filter(Account::admitted).orElseThrow(LoginProblems.WRONG_PASSKEY::problem))
                .compose(account -> progress.device(tx, account.id(), browser)
                        .compose(device -> progress.begin(tx, account, proof, device, browser))));
    }
}
