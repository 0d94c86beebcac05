package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.factor.Proof;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** Passkeys and security keys: as an answer in a sign-in or step-up under way, or as a sign-in that names nobody. */
final class PasskeyService {

    private final Db db;
    private final Progress progress;
    private final FactorVerifier factors;
    private final Answers answers;
    private final NamelessSignIn nameless;

    PasskeyService(Db db, Progress progress, FactorVerifier factors, Answers answers, NamelessSignIn nameless) {
        this.db = db;
        this.progress = progress;
        this.factors = factors;
        this.answers = answers;
        this.nameless = nameless;
    }

    /** A WebAuthn challenge: bound to the transaction under way, or open to any passkey. */
    Future<JsonObject> begin(Browser browser) {
        return progress.find(browser)
                .compose(transaction -> transaction.isPresent() ? bound(browser) : nameless.begin(browser));
    }

    private Future<JsonObject> bound(Browser browser) {
        return db.transaction(
                tx -> progress.lock(tx, browser).compose(transaction -> progress.lockFacts(tx, transaction)
                        .compose(facts ->
                                factors.beginAssertion(tx, facts.account(), facts.usableFactors(), transaction.id()))));
    }

    /** Answers a WebAuthn challenge, in the transaction under way or as a sign-in of its own. */
    Future<Progress.Answer> answer(Browser browser, UUID challengeId, JsonObject credential, boolean remember) {
        return progress.find(browser).compose(transaction -> factors.finishAssertion(
                        challengeId,
                        credential,
                        transaction.map(Transaction::id).orElse(null),
                        browser.origin())
                .compose(assertion -> transaction.isPresent()
                        ? goOn(browser, transaction.get(), assertion, remember)
                        : nameless.answer(browser, assertion)));
    }

    private Future<Progress.Answer> goOn(
            Browser browser, Transaction transaction, FactorVerifier.Assertion assertion, boolean remember) {
        if (assertion.proof().isEmpty()) {
            return answers.refused(browser, transaction, EvidenceKind.PASSKEY, LoginProblems.WRONG_PASSKEY);
        }
        Proof proof = assertion.proof().get();
        return answers.conclude(
                browser,
                EvidenceKind.of(proof.kind()),
                remember,
                (tx, t) -> Future.succeededFuture(
                        Optional.of(proof).filter(right -> assertion.accountId().equals(Optional.of(t.accountId())))));
    }
}
