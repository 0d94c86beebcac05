package dev.gatehouse.app;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.AccountService;
import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.account.OrganisationService;
import dev.gatehouse.account.Role;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the first person into a new installation: makes the provider's organisation and invites its administrator, at each start
 * until the invitation is accepted. Does nothing afterwards, so the setting may stay.
 */
final class Bootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final Caller CALLER = Caller.system("first start");

    private final Db db;
    private final TenantDirectory tenants;
    private final OrganisationService organisations;
    private final AccountService accounts;
    private final AccountDirectory directory;

    Bootstrap(
            Db db,
            TenantDirectory tenants,
            OrganisationService organisations,
            AccountService accounts,
            AccountDirectory directory) {
        this.db = db;
        this.tenants = tenants;
        this.organisations = organisations;
        this.accounts = accounts;
        this.directory = directory;
    }

    /** Two nodes that start together, or a start after a kill in between, end with one organisation and one account. */
    Future<Void> run(Config.FirstAdministrator first) {
        EmailAddress address = first.email();
        return organisations
                .createProvider(CALLER, first.organisation(), address.domain().text())
                .<Void>mapEmpty()
                .recover(failure -> already(failure, "conflict"))
                .compose(there -> db.query(tenants::provider))
                .compose(provider -> organisations.get(CALLER, provider.id()))
                .compose(provider -> provider.accounts() > 0
                        ? again(provider.id(), address)
                        : accounts.create(
                                        CALLER,
                                        provider.id(),
                                        "First administrator",
                                        List.of(address.text()),
                                        List.of(Role.PROVIDER_ADMIN),
                                        true)
                                .onSuccess(created -> LOG.info("the first administrator has been invited by mail"))
                                .<Void>mapEmpty()
                                .recover(failure -> already(failure, "address-taken")));
    }

    /** Until the invitation is accepted, each start sends another: the first may have been lost, or have expired. */
    private Future<Void> again(UUID provider, EmailAddress address) {
        return db.query(client -> directory.findByAddress(client, address.text()))
                .compose(found -> found.filter(account -> account.state() == Account.State.INVITED)
                        .<Future<Void>>map(waiting -> accounts.invite(CALLER, provider, waiting.id())
                                .onSuccess(sent -> LOG.info("the first administrator has been invited once more"))
                                .recover(Bootstrap::oftenEnough))
                        .orElseGet(Future::succeededFuture));
    }

    private static Future<Void> oftenEnough(Throwable failure) {
        return failure instanceof Problem problem && problem.type().status() == 429
                ? Future.succeededFuture()
                : Future.failedFuture(failure);
    }

    private static Future<Void> already(Throwable failure, String slug) {
        boolean done = failure instanceof Problem problem
                && (problem.type().slug().equals(slug) || problem.type().equals(HttpProblems.CONFLICT));
        return done ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
