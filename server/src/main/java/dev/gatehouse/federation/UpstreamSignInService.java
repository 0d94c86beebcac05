package dev.gatehouse.federation;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.DomainName;
import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.UpstreamSignIns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signs people in with what the provider of their organisation says. */
final class UpstreamSignInService {

    private final Db db;
    private final ProviderStore providers;
    private final IdentityStore identities;
    private final Trips trips;
    private final UpstreamSignIns signIns;
    private final AccountDirectory accounts;
    private final TenantDirectory tenants;
    private final AuditService audit;
    private final Clock clock;

    UpstreamSignInService(
            Db db,
            ProviderStore providers,
            IdentityStore identities,
            Trips trips,
            UpstreamSignIns signIns,
            AccountDirectory accounts,
            TenantDirectory tenants,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.providers = providers;
        this.identities = identities;
        this.trips = trips;
        this.signIns = signIns;
        this.accounts = accounts;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What people of a domain may sign in with. Asked with the domain alone, so that the answer cannot depend on who has an
     * account; unknown domains have none.
     */
    Future<List<Provider>> offered(String domain) {
        return DomainName.parse(domain)
                .map(name -> db.query(client -> tenants.owner(client, name)
                        .compose(owner -> owner.map(id -> providers.list(client, id))
                                .orElseGet(() -> Future.succeededFuture(List.of())))
                        .map(all -> all.stream().filter(Provider::open).toList())))
                .orElseGet(() -> Future.succeededFuture(List.of()));
    }

    Future<Trips.Departure> begin(Request request, UUID providerId, Optional<String> email) {
        return open(providerId).compose(provider -> trips.begin(request, provider, Purpose.SIGN_IN, null, email));
    }

    Future<Reply> answer(Request request, UUID providerId) {
        return open(providerId).compose(provider -> trips.arrive(request, provider, Purpose.SIGN_IN, null)
                .compose(token -> signIns.begin(request, tx -> known(tx, provider, token), token.multiFactor()))
                .recover(failure -> refused(request, provider, failure)));
    }

    private Future<Provider> open(UUID providerId) {
        return db.query(client -> providers.find(client, providerId)).map(UpstreamSignInService::open);
    }

    private static Provider open(Optional<Provider> found) {
        return found.filter(Provider::open).orElseThrow(HttpProblems.NOT_FOUND::problem);
    }

    /** Whose it is, with everything as it is now. */
    private Future<Account> known(SqlClient tx, Provider provider, IdToken token) {
        return providers
                .hold(tx, provider.id())
                .map(UpstreamSignInService::open)
                .compose(held -> identities.find(tx, held.id(), held.issuer(), token.subject()))
                .map(found -> found.orElseThrow(FederationProblems.NOT_CONNECTED::problem))
                .compose(identity -> accounts.find(tx, identity.accountId())
                        .map(account -> account.filter(
                                        person -> person.organisationId().equals(provider.organisationId()))
                                .orElseThrow(FederationProblems.NOT_CONNECTED::problem))
                        .map(account -> admissible(account, identity, token))
                        .compose(account -> identities
                                .used(tx, identity.id(), clock.instant())
                                .map(account)));
    }

    /** Subjects are for ever, but an address that has changed says that something is not as it was: its owner looks at it first. */
    private static Account admissible(Account account, Identity identity, IdToken token) {
        if (!account.admitted()) {
            throw FederationProblems.ACCOUNT_CLOSED.problem();
        }
        boolean sameThere = token.email()
                .map(email -> EmailAddress.parse(email)
                        .map(parsed -> parsed.text().equals(identity.email()))
                        .orElse(false))
                .orElse(true);
        boolean stillHere = account.addresses().stream()
                .anyMatch(address -> address.address().equals(identity.email()));
        if (!sameThere || !stillHere) {
            throw FederationProblems.ADDRESS_CHANGED.problem();
        }
        return account;
    }

    /** What a provider has said in vain stands in the log of its organisation. */
    private Future<Reply> refused(Request request, Provider provider, Throwable failure) {
        if (!(failure instanceof Problem problem) || problem.type().equals(FederationProblems.OVER)) {
            return Future.failedFuture(failure);
        }
        AuditEvent event = AuditEvent.by(
                        null, "somebody", provider.organisationId(), request.origin(), "federation.sign-in")
                .refused()
                .on("identity-provider", provider.id(), provider.name())
                .with("why", problem.type().slug());
        return db.transaction(tx -> audit.record(tx, event)).compose(done -> Future.failedFuture(failure));
    }
}
