package dev.gatehouse.federation;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.EmailAddress;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Request;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person has connected. Two proofs are needed: a fresh one here, in a session, and an ID token with a verified address that
 * is one of theirs. Neither alone connects anything.
 */
final class IdentityService {

    private final Db db;
    private final ProviderStore providers;
    private final IdentityStore identities;
    private final Trips trips;
    private final AccountDirectory accounts;
    private final TenantDirectory tenants;
    private final IdentityNotices notices;
    private final AuditService audit;
    private final Clock clock;

    IdentityService(
            Db db,
            ProviderStore providers,
            IdentityStore identities,
            Trips trips,
            AccountDirectory accounts,
            TenantDirectory tenants,
            IdentityNotices notices,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.providers = providers;
        this.identities = identities;
        this.trips = trips;
        this.accounts = accounts;
        this.tenants = tenants;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is connected, and what could be. */
    record Overview(List<Identity> connected, List<Provider> available) {}

    Future<Overview> list(Caller caller) {
        caller.require(Permission.SELF);
        return db.query(
                client -> identities.ofAccount(client, caller.accountId()).compose(connected -> providers
                        .list(client, caller.organisationId())
                        .map(all -> new Overview(
                                connected,
                                all.stream()
                                        .filter(provider -> provider.open()
                                                && connected.stream().noneMatch(identity -> identity.providerId()
                                                        .equals(provider.id())))
                                        .toList()))));
    }

    Future<Trips.Departure> begin(Request request, Caller caller, UUID providerId) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return open(caller, providerId)
                .compose(provider ->
                        trips.begin(request, provider, Purpose.CONNECT, caller.session(), Optional.empty()));
    }

    /** Connects what the browser has brought back, in the session that it left from. */
    Future<Identity> answer(Request request, Caller caller, UUID providerId) {
        caller.require(Permission.SELF);
        UUID sessionId = caller.session();
        return open(caller, providerId).compose(provider -> trips.arrive(request, provider, Purpose.CONNECT, sessionId)
                .compose(token -> db.transaction(tx -> connect(tx, caller, provider, token))));
    }

    private Future<Identity> connect(SqlClient tx, Caller caller, Provider provider, IdToken token) {
        EmailAddress email = verified(token);
        return accounts.lock(tx, caller.accountId())
                .map(found -> found.filter(Account::admitted).orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(account -> requireOwn(tx, account, provider, email).map(account))
                .compose(account -> {
                    Identity identity = new Identity(
                            Ids.next(),
                            provider.id(),
                            provider.name(),
                            true,
                            account.id(),
                            email.text(),
                            clock.instant(),
                            null);
                    return identities
                            .insert(tx, identity, provider.issuer(), token.subject())
                            .compose(inserted -> inserted
                                    ? changed(tx, caller, account, "federation.connect", provider.name())
                                    : Future.failedFuture(FederationProblems.ALREADY_CONNECTED.problem()))
                            .map(identity);
                });
    }

    private static EmailAddress verified(IdToken token) {
        return token.email()
                .filter(email -> token.emailVerified())
                .flatMap(EmailAddress::parse)
                .orElseThrow(FederationProblems.ADDRESS_UNVERIFIED::problem);
    }

    /** An address of this very person, in a domain that the provider's organisation has proved. */
    private Future<Void> requireOwn(SqlClient tx, Account account, Provider provider, EmailAddress email) {
        return tenants.owner(tx, email.domain()).map(owner -> {
            boolean proved = owner.equals(Optional.of(provider.organisationId()));
            boolean own = account.addresses().stream()
                    .anyMatch(address -> address.address().equals(email.text()));
            if (!proved || !own) {
                throw FederationProblems.ADDRESS_FOREIGN.problem();
            }
            return null;
        });
    }

    Future<Void> remove(Caller caller, UUID identityId) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> accounts.lock(tx, caller.accountId())
                .map(found -> found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(account -> identities
                        .delete(tx, account.id(), identityId)
                        .map(provider -> provider.orElseThrow(HttpProblems.NOT_FOUND::problem))
                        .compose(provider -> changed(tx, caller, account, "federation.disconnect", provider))));
    }

    /** Links and trust from before are void, the owner hears of it, and it is written down. */
    private Future<Void> changed(SqlClient tx, Caller caller, Account account, String action, String provider) {
        boolean connected = action.equals("federation.connect");
        return accounts.credentialsChanged(tx, account.id())
                .compose(done -> notices.changed(tx, account, provider, connected, caller.origin()))
                .compose(done -> audit.record(
                        tx,
                        AuditEvent.by(caller, caller.organisationId(), action)
                                .on("account", account.id(), account.name())
                                .with("provider", provider)));
    }

    /** Providers of other organisations are not there. */
    private Future<Provider> open(Caller caller, UUID providerId) {
        return db.query(client -> providers.find(client, caller.organisationId(), providerId))
                .map(found -> found.filter(Provider::open).orElseThrow(HttpProblems.NOT_FOUND::problem));
    }
}
