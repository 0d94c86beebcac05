package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.http.Problem;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves a transaction on: gathers the facts of this moment, hands them to the {@link Minter}, and keeps what is still under
 * way under a new token.
 */
final class Progress {

    private final Db db;
    private final TransactionStore transactions;
    private final DeviceStore devices;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final FactorVerifier factors;
    private final Gate gate;
    private final Minter minter;
    private final Tokens tokens;
    private final Clock clock;

    Progress(
            Db db,
            TransactionStore transactions,
            DeviceStore devices,
            AccountDirectory accounts,
            PolicyDirectory policies,
            PasswordService passwords,
            FactorVerifier factors,
            Gate gate,
            Minter minter,
            Tokens tokens,
            Clock clock) {
        this.db = db;
        this.transactions = transactions;
        this.devices = devices;
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.factors = factors;
        this.gate = gate;
        this.minter = minter;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Where it stands, and the cookies that the browser gets. */
    record Answer(LoginState state, List<Cookie> cookies) {}

    /**
     * Begins a sign-in with what has been proved so far; it may be finished at once.
     *
     * @param account as it was before the proof was looked at: a change since then ends the sign-in here
     */
    Future<Answer> begin(
            SqlClient tx,
            Account account,
            Evidence evidence,
            boolean underAttack,
            Optional<Device> device,
            Browser browser) {
        Instant now = clock.instant();
        Evidence known = device.filter(found -> found.trusted(account.credentialVersion(), now))
                .map(found -> evidence.with(Evidence.Item.of(EvidenceKind.TRUSTED_DEVICE, now)))
                .orElse(evidence);
        Transaction transaction = new Transaction(
                Ids.next(),
                Purpose.SIGN_IN,
                account.id(),
                account.credentialVersion(),
                null,
                null,
                device.map(Device::id).orElse(null),
                known,
                underAttack,
                browser.origin(),
                now.plus(Transaction.LIFE));
        return weigh(tx, transaction, device, false).compose(result -> store(tx, transaction, result, true));
    }

    /** Begins a step-up; nothing has been proved for it yet. */
    Future<Answer> begin(SqlClient tx, Transaction stepUp) {
        return weigh(tx, stepUp, Optional.empty(), false).compose(result -> store(tx, stepUp, result, true));
    }

    /** Goes on with a locked transaction to which evidence was added. */
    Future<Answer> advance(SqlClient tx, Transaction transaction, Browser browser, boolean remember) {
        return device(tx, transaction.accountId(), browser)
                .compose(device -> weigh(tx, transaction, device, remember))
                .compose(result -> store(tx, transaction, result, false));
    }

    /** Where a transaction stands; changes nothing. */
    Future<LoginState> look(Transaction transaction) {
        return db.query(client -> accounts.find(client, transaction.accountId())
                .compose(account -> facts(client, transaction, account))
                .compose(facts -> state(client, transaction, facts, decide(transaction, facts))));
    }

    /** The transaction of this browser; fails with {@code no-login}. */
    Future<Transaction> current(Browser browser) {
        return db.query(client -> require(browser, token -> transactions.find(client, token, clock.instant())));
    }

    /** The same, locked. */
    Future<Transaction> lock(SqlClient tx, Browser browser) {
        return require(browser, token -> transactions.lock(tx, token, clock.instant()));
    }

    /** The account of a locked transaction, locked too; fails when its credentials have changed since. */
    Future<Account> lockAccount(SqlClient tx, Transaction transaction) {
        return accounts.lock(tx, transaction.accountId())
                .compose(found -> facts(tx, transaction, found))
                .map(Gate.Facts::account);
    }

    /** The known device of this browser, if it is one of that account. */
    Future<Optional<Device>> device(SqlClient client, UUID accountId, Browser browser) {
        return browser.device()
                .map(token -> devices.find(client, accountId, token))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    Decision decide(Transaction transaction, Gate.Facts facts) {
        return transaction.action() == null ? gate.signIn(facts) : gate.stepUp(facts, transaction.action());
    }

    Future<Gate.Facts> facts(SqlClient client, Transaction transaction, Optional<Account> found) {
        Account account = found.orElseThrow(LoginProblems.NO_LOGIN::problem);
        if (account.credentialVersion() != transaction.credentialVersion()) {
            return Future.failedFuture(LoginProblems.outdated());
        }
        return policies.of(client, account).compose(policy -> passwords
                .find(client, account.id())
                .map(password -> new Gate.Facts(
                        account,
                        policy,
                        transaction.evidence(),
                        transaction.underAttack(),
                        password,
                        clock.instant())));
    }

    private record Weighed(Gate.Facts facts, Minter.Result result) {}

    private Future<Weighed> weigh(SqlClient tx, Transaction transaction, Optional<Device> device, boolean remember) {
        return accounts.lock(tx, transaction.accountId())
                .compose(account -> facts(tx, transaction, account))
                .compose(facts -> minter.mint(tx, transaction, facts, device, remember)
                        .map(result -> new Weighed(facts, result)));
    }

    private Future<Answer> store(SqlClient tx, Transaction transaction, Weighed weighed, boolean isNew) {
        Decision decision = weighed.result().decision();
        if (decision instanceof Decision.Refuse) {
            return Future.failedFuture(refusal(transaction));
        }
        List<Cookie> cookies = new ArrayList<>(weighed.result().cookies());
        Future<Void> stored;
        if (decision instanceof Decision.Admit) {
            stored = isNew ? Future.succeededFuture() : transactions.delete(tx, transaction.id());
            cookies.add(Cookies.LOGIN.clear());
        } else {
            Token token = tokens.next();
            stored = isNew
                    ? transactions.insert(tx, transaction, token, clock.instant())
                    : transactions.update(tx, transaction, token);
            cookies.add(Cookies.LOGIN.set(token));
        }
        return stored.compose(done -> state(tx, transaction, weighed.facts(), decision))
                .map(state -> new Answer(state, cookies));
    }

    private static Problem refusal(Transaction transaction) {
        return transaction.purpose() == Purpose.SIGN_IN
                ? LoginProblems.WRONG_CREDENTIALS.problem()
                : LoginProblems.NO_LOGIN.problem();
    }

    private Future<LoginState> state(SqlClient client, Transaction transaction, Gate.Facts facts, Decision decision) {
        if (decision instanceof Decision.Refuse) {
            return Future.failedFuture(refusal(transaction));
        }
        boolean asked = decision instanceof Decision.Ask ask && ask.anyOf().contains(EvidenceKind.RECOVERY_CODE);
        Future<Boolean> recoveryCode =
                asked ? factors.hasRecoveryCode(client, transaction.accountId()) : Future.succeededFuture(false);
        return recoveryCode.map(has -> LoginState.of(transaction, facts, decision, has));
    }

    private static Future<Transaction> require(
            Browser browser, java.util.function.Function<Token, Future<Optional<Transaction>>> find) {
        return browser.login()
                .map(find)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(LoginProblems.NO_LOGIN::problem));
    }
}
