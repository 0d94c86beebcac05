package dev.gatehouse.policy;

import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.account.TenantDirectory.Tenant;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.LevelSettings.StoredSetting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows and changes what the levels set. */
final class PolicyService {

    private final PolicyStore store = new PolicyStore();
    private final Db db;
    private final TenantDirectory tenants;
    private final AuditService audit;
    private final Clock clock;

    PolicyService(Db db, TenantDirectory tenants, AuditService audit, Clock clock) {
        this.db = db;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a policy is about: the installation, an organisation, or one of its domains. */
    private record Target(
            PolicyLevel level,
            Tenant organisation,
            @Nullable Tenant domain) {

        Tenant tenant() {
            return domain == null ? organisation : domain;
        }

        @Nullable
        UUID domainId() {
            return domain == null ? null : domain.id();
        }

        List<UUID> domainIds() {
            return domain == null ? List.of() : List.of(domain.id());
        }
    }

    Future<PolicyView> ofProvider(Caller caller) {
        caller.require(Permission.PROVIDER);
        return view(this::provider);
    }

    Future<PolicyView> ofOrganisation(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return view(client -> organisation(client, organisationId));
    }

    Future<PolicyView> ofDomain(Caller caller, UUID organisationId, UUID domainId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return view(client -> domain(client, organisationId, domainId));
    }

    Future<PolicyView> changeProvider(Caller caller, List<Change> changes) {
        caller.require(Permission.PROVIDER);
        return change(caller, this::provider, changes);
    }

    Future<PolicyView> changeOrganisation(Caller caller, UUID organisationId, List<Change> changes) {
        caller.require(Permission.ORGANISATION, organisationId);
        return change(caller, tx -> organisation(tx, organisationId), changes);
    }

    Future<PolicyView> changeDomain(Caller caller, UUID organisationId, UUID domainId, List<Change> changes) {
        caller.require(Permission.ORGANISATION, organisationId);
        return change(caller, tx -> domain(tx, organisationId, domainId), changes);
    }

    Future<Page<PolicyChange>> providerChanges(Caller caller, Page.Wanted wanted) {
        caller.require(Permission.PROVIDER);
        return db.query(client ->
                tenants.provider(client).compose(provider -> store.changes(client, provider.id(), true, wanted)));
    }

    Future<Page<PolicyChange>> changes(Caller caller, UUID organisationId, Page.Wanted wanted) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> tenants.organisation(client, organisationId)
                .compose(organisation -> store.changes(client, organisation.id(), false, wanted)));
    }

    Future<Parts> exportProviderChanges(Caller caller) {
        caller.require(Permission.PROVIDER);
        return db.query(tenants::provider).map(provider -> csv(provider.id(), true));
    }

    Future<Parts> exportChanges(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> tenants.organisation(client, organisationId)).map(found -> csv(found.id(), false));
    }

    private Parts csv(UUID organisationId, boolean providerLevel) {
        return new CsvPages<>(
                Csv.of("at", "actor", "level", "target", "setting", "before", "after"),
                (csv, change) -> csv.row(
                        change.at(),
                        change.actorName(),
                        change.level().word(),
                        change.targetName(),
                        change.name(),
                        change.before(),
                        change.after()),
                wanted -> db.query(client -> store.changes(client, organisationId, providerLevel, wanted)));
    }

    private Future<Target> provider(SqlClient client) {
        return tenants.provider(client).map(provider -> new Target(PolicyLevel.PROVIDER, provider, null));
    }

    private Future<Target> organisation(SqlClient client, UUID organisationId) {
        return tenants.organisation(client, organisationId)
                .map(organisation -> new Target(PolicyLevel.ORGANISATION, organisation, null));
    }

    private Future<Target> domain(SqlClient client, UUID organisationId, UUID domainId) {
        return tenants.organisation(client, organisationId)
                .compose(organisation -> tenants.domain(client, organisationId, domainId)
                        .map(domain -> new Target(PolicyLevel.DOMAIN, organisation, domain)));
    }

    private Future<PolicyView> view(Function<SqlClient, Future<Target>> find) {
        return db.query(client -> find.apply(client).compose(target -> view(client, target, clock.instant())));
    }

    private Future<PolicyView> view(SqlClient client, Target target, Instant now) {
        return store.load(client, target.organisation().id(), target.domainIds())
                .map(settings -> PolicyView.of(settings, target.level(), target.domainId(), now));
    }

    private Future<PolicyView> change(Caller caller, Function<SqlClient, Future<Target>> find, List<Change> changes) {
        Instant now = clock.instant();
        caller.requireStepUp(StepUp.Action.MANAGE, now);
        return db.transaction(tx -> find.apply(tx).compose(target -> plan(tx, target, changes, now)
                .compose(steps -> write(tx, caller, target, steps, now))
                .compose(done -> view(tx, target, now))));
    }

    private Future<List<ChangePlan.Step<?>>> plan(SqlClient tx, Target target, List<Change> changes, Instant now) {
        return store.lock(tx, target.tenant().id())
                .compose(locked -> store.load(tx, target.organisation().id(), target.domainIds()))
                .map(settings -> ChangePlan.of(settings, target.level(), target.domainId(), changes, now));
    }

    private Future<Void> write(
            SqlClient tx, Caller caller, Target target, List<ChangePlan.Step<?>> steps, Instant now) {
        Future<Void> written = Future.succeededFuture();
        JsonArray told = new JsonArray();
        for (ChangePlan.Step<?> step : steps) {
            PolicyChange change = logged(caller, target, step, now);
            told.add(Json.object()
                    .put("name", change.name())
                    .put("before", change.before())
                    .put("after", change.after())
                    .done());
            written = written.compose(done -> store(tx, target, step)).compose(done -> store.log(tx, change));
        }
        if (steps.isEmpty()) {
            return written;
        }
        Tenant tenant = target.tenant();
        AuditEvent event = AuditEvent.by(caller, target.organisation().id(), "policy.change")
                .on(target.level() == PolicyLevel.DOMAIN ? "domain" : "organisation", tenant.id(), tenant.name())
                .with("level", target.level().word())
                .with("settings", told);
        return written.compose(done -> audit.record(tx, event));
    }

    private Future<Void> store(SqlClient tx, Target target, ChangePlan.Step<?> step) {
        UUID targetId = target.tenant().id();
        StoredSetting row = step.stored(target.level(), targetId);
        return row == null
                ? store.remove(tx, target.level(), targetId, step.setting().name())
                : store.put(tx, row);
    }

    private static <T> PolicyChange logged(Caller caller, Target target, ChangePlan.Step<T> step, Instant now) {
        return new PolicyChange(
                Ids.next(),
                target.organisation().id(),
                target.level(),
                target.tenant().id(),
                target.tenant().name(),
                caller.accountId(),
                caller.name(),
                now,
                step.setting().name(),
                json(step.setting(), step.before()),
                json(step.setting(), step.after()));
    }

    private static <T> @Nullable JsonObject json(PolicySetting<T> setting, @Nullable Own<T> own) {
        Json json = PolicyJson.own(setting, own);
        return json == null ? null : json.done();
    }
}
