package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.Proof;
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
    private final UnderWay underWay;
    private final FactsReader facts;
    private final Minter minter;
    private final LoginStates states;
    private final Clock clock;

    Progress(Db db, UnderWay underWay, FactsReader facts, Minter minter, LoginStates states, Clock clock) {
        this.db = db;
        this.underWay = underWay;
        this.facts = facts;
        this.minter = minter;
        this.states = states;
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

    /** Begins a sign-in with a proof that names its account by itself. */
    Future<Answer> begin(SqlClient tx, Account account, Proof proof, Optional<Device> device, Browser browser) {
        Evidence evidence = Evidence.NONE.with(Evidence.Item.of(proof, clock.instant()));
        return begin(tx, account, evidence, false, device, browser);
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
        return db.query(
                client -> facts.read(client, transaction).compose(read -> states.now(client, transaction, read)));
    }

    /** The transaction of this browser; fails with {@code no-login}. */
    Future<Transaction> current(Browser browser) {
        return underWay.current(browser);
    }

    /** The same; empty when there is none. */
    Future<Optional<Transaction>> find(Browser browser) {
        return underWay.find(browser);
    }

    /** The same, locked. */
    Future<Transaction> lock(SqlClient tx, Browser browser) {
        return underWay.lock(tx, browser);
    }

    /** The account of a locked transaction, locked too; fails when its credentials have changed since. */
    Future<Account> lockAccount(SqlClient tx, Transaction transaction) {
        return lockFacts(tx, transaction).map(Gate.Facts::account);
    }

    /** The same, with all that the gate would look at. */
    Future<Gate.Facts> lockFacts(SqlClient tx, Transaction transaction) {
        return facts.lock(tx, transaction);
    }

    /** Mailboxes that a code of that transaction can go to now. */
    List<LoginState.Mailbox> mailboxes(Transaction transaction, Account account) {
        return states.mailboxes(transaction, account);
    }

    /** The known device of this browser, if it is one of that account. */
    Future<Optional<Device>> device(SqlClient client, UUID accountId, Browser browser) {
        return underWay.device(client, accountId, browser);
    }

    private record Weighed(Gate.Facts facts, Minter.Result result) {}

    private Future<Weighed> weigh(SqlClient tx, Transaction transaction, Optional<Device> device, boolean remember) {
        return lockFacts(tx, transaction).compose(facts -> minter.mint(tx, transaction, facts, device, remember)
                .map(result -> new Weighed(facts, result)));
    }

    private Future<Answer> store(SqlClient tx, Transaction transaction, Weighed weighed, boolean isNew) {
        Decision decision = weighed.result().decision();
        if (decision instanceof Decision.Refuse) {
            return Future.failedFuture(LoginStates.refusal(transaction));
        }
        Future<Cookie> kept = decision instanceof Decision.Admit
                ? underWay.finish(tx, transaction, isNew)
                : underWay.keep(tx, transaction, isNew);
        List<Cookie> cookies = new ArrayList<>(weighed.result().cookies());
        return kept.compose(cookie -> {
                    cookies.add(cookie);
                    return states.after(tx, transaction, weighed.facts(), decision);
                })
                .map(state -> new Answer(state, cookies));
    }
}
