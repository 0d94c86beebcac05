package dev.gatehouse.federation;

import dev.gatehouse.account.DomainName;
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
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The identity providers of an organisation. */
final class ProviderService {

    private final Db db;
    private final ProviderStore store;
    private final ProviderSecrets secrets;
    private final Upstreams upstreams;
    private final Targets targets;
    private final Trips trips;
    private final TenantDirectory tenants;
    private final AuditService audit;
    private final Clock clock;

    ProviderService(
            Db db,
            ProviderStore store,
            ProviderSecrets secrets,
            Upstreams upstreams,
            Targets targets,
            Trips trips,
            TenantDirectory tenants,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.secrets = secrets;
        this.upstreams = upstreams;
        this.targets = targets;
        this.trips = trips;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an administrator sees of a sign-in that was tried out. */
    record Trial(IdToken token, boolean addressInOwnDomain) {}

    Future<List<Provider>> list(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client ->
                tenants.organisation(client, organisationId).compose(known -> store.list(client, organisationId)));
    }

    Future<Provider> get(Caller caller, UUID organisationId, UUID providerId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return find(organisationId, providerId);
    }

    /** Registers a provider that answers as it must. People see it when it is made active. */
    Future<Provider> create(Caller caller, UUID organisationId, JsonObject body) {
        requireManage(caller, organisationId);
        String issuer = issuer(body.getString("issuer"));
        Optional<String> hint = hint(body);
        Instant now = clock.instant();
        UUID id = Ids.next();
        Provider provider = new Provider(
                id,
                organisationId,
                name(body.getString("name")),
                issuer,
                body.getString("clientId"),
                secrets.seal(id, body.getString("clientSecret")),
                hint.orElse(null),
                body.getString("state", "disabled").equals("active"),
                false,
                now,
                now,
                0);
        return db.query(client -> requireOwner(client, caller, organisationId))
                .compose(allowed -> check(issuer))
                .compose(checked -> db.transaction(tx -> insert(tx, caller, provider)));
    }

    private Future<Provider> insert(SqlClient tx, Caller caller, Provider provider) {
        UUID organisationId = provider.organisationId();
        return store.list(tx, organisationId)
                .compose(all -> {
                    if (all.size() >= ProviderStore.MOST) {
                        throw FederationProblems.TOO_MANY_PROVIDERS.problem();
                    }
                    return store.insert(tx, provider);
                })
                .compose(inserted -> {
                    if (!inserted) {
                        throw HttpProblems.CONFLICT.problem("This issuer is registered with this client id already.");
                    }
                    return store.find(tx, organisationId, provider.id());
                })
                .map(ProviderService::required)
                .compose(made -> audit.record(tx, event(caller, made, "federation.create-provider"))
                        .map(made));
    }

    /** Changes everything but the issuer and the client id, which say who is meant: what people have connected hangs on them. */
    Future<Provider> update(Caller caller, UUID organisationId, UUID providerId, JsonObject change) {
        requireManage(caller, organisationId);
        return db.transaction(tx -> requireOwner(tx, caller, organisationId)
                .compose(allowed -> store.lock(tx, organisationId, providerId))
                .map(ProviderService::required)
                .compose(before -> store.update(
                                tx,
                                providerId,
                                name(change.getString("name", before.name())),
                                change.containsKey("domainHint") ? hint(change).orElse(null) : before.domainHint(),
                                change.containsKey("state")
                                        ? change.getString("state").equals("active")
                                        : before.active())
                        .compose(updated -> setSecret(tx, providerId, change))
                        .compose(updated -> store.find(tx, organisationId, providerId))
                        .map(ProviderService::required)
                        .compose(after -> audit.record(
                                        tx,
                                        event(caller, after, "federation.update-provider")
                                                .with("before", details(before))
                                                .with("secret", change.containsKey("clientSecret") ? "new" : "kept"))
                                .map(after))));
    }

    private Future<Void> setSecret(SqlClient tx, UUID providerId, JsonObject change) {
        return change.containsKey("clientSecret")
                ? store.setSecret(
                        tx, providerId, secrets.seal(providerId, change.getString("clientSecret")), clock.instant())
                : Future.succeededFuture();
    }

    /** Deletes a provider, and with it what people have connected there. */
    Future<Void> delete(Caller caller, UUID organisationId, UUID providerId) {
        requireManage(caller, organisationId);
        return db.transaction(tx -> requireOwner(tx, caller, organisationId)
                .compose(allowed -> store.lock(tx, organisationId, providerId))
                .map(ProviderService::required)
                .compose(provider -> store.delete(tx, providerId)
                        .compose(deleted -> audit.record(
                                tx,
                                event(caller, provider, "federation.delete-provider")
                                        .with("connected", provider.people())))));
    }

    /** Asks the provider for its documents now. */
    Future<Metadata> check(Caller caller, UUID organisationId, UUID providerId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return find(organisationId, providerId).compose(provider -> check(provider.issuer()));
    }

    /** Lets the administrator sign in there; nothing here changes. */
    Future<Trips.Departure> beginTest(Request request, Caller caller, UUID organisationId, UUID providerId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return find(organisationId, providerId)
                .compose(provider -> trips.begin(request, provider, Purpose.TEST, caller.session(), Optional.empty()));
    }

    Future<Trial> answerTest(Request request, Caller caller, UUID organisationId, UUID providerId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return find(organisationId, providerId)
                .compose(provider -> trips.arrive(request, provider, Purpose.TEST, caller.session()))
                .compose(token -> ownDomain(organisationId, token).map(own -> new Trial(token, own)));
    }

    private Future<Boolean> ownDomain(UUID organisationId, IdToken token) {
        Optional<DomainName> domain = token.email().flatMap(EmailAddress::parse).map(EmailAddress::domain);
        return domain.map(name -> db.query(client -> tenants.owner(client, name))
                        .map(owner -> owner.equals(Optional.of(organisationId))))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    private Future<Metadata> check(String issuer) {
        return upstreams
                .check(issuer)
                .recover(failure -> Future.failedFuture(
                        failure instanceof UpstreamFailure told
                                ? FederationProblems.UNUSABLE.problem(told.sentence())
                                : failure));
    }

    /** A provider of the provider's own organisation could speak for those who administer everything. */
    private Future<Void> requireOwner(SqlClient client, Caller caller, UUID organisationId) {
        return tenants.organisation(client, organisationId)
                .compose(known -> tenants.provider(client))
                .map(provider -> {
                    if (provider.id().equals(organisationId)) {
                        caller.require(Permission.PROVIDER);
                    }
                    return null;
                });
    }

    private void requireManage(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
    }

    private Future<Provider> find(UUID organisationId, UUID providerId) {
        return db.query(client -> store.find(client, organisationId, providerId))
                .map(ProviderService::required);
    }

    private static Provider required(Optional<Provider> found) {
        return found.orElseThrow(HttpProblems.NOT_FOUND::problem);
    }

    private static String name(String typed) {
        String name = typed.strip();
        if (name.isEmpty()) {
            throw HttpProblems.INVALID_REQUEST.problem().with("/name", null, "Give the provider a name.");
        }
        return name;
    }

    private String issuer(String typed) {
        String issuer = typed.strip();
        return targets.parse(issuer)
                .filter(uri -> uri.getRawQuery() == null)
                .map(uri -> issuer)
                .orElseThrow(() -> HttpProblems.INVALID_REQUEST
                        .problem()
                        .with("/issuer", null, "Give the issuer as the provider writes it: an https address."));
    }

    private static Optional<String> hint(JsonObject body) {
        String typed = body.getString("domainHint", "").strip();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DomainName.parse(typed).map(DomainName::text).orElseThrow(() -> HttpProblems.INVALID_REQUEST
                .problem()
                .with("/domainHint", null, "This is not a domain.")));
    }

    private static AuditEvent event(Caller caller, Provider provider, String action) {
        return AuditEvent.by(caller, provider.organisationId(), action)
                .on("identity-provider", provider.id(), provider.name())
                .with("settings", details(provider));
    }

    private static JsonObject details(Provider provider) {
        return new JsonObject()
                .put("name", provider.name())
                .put("issuer", provider.issuer())
                .put("clientId", provider.clientId())
                .put("domainHint", provider.domainHint())
                .put("state", provider.active() ? "active" : "disabled");
    }
}
