package dev.gatehouse.oauth;

import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Parts;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The applications of an organisation. */
final class ClientService {

    private final Db db;
    private final ClientStore store;
    private final TenantDirectory tenants;
    private final AuditService audit;
    private final Tokens tokens;
    private final Clock clock;

    ClientService(Db db, ClientStore store, TenantDirectory tenants, AuditService audit, Tokens tokens, Clock clock) {
        this.db = db;
        this.store = store;
        this.tenants = tenants;
        this.audit = audit;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A client whose secret is known this once. */
    record Made(Client client, Optional<Token> secret) {}

    Future<Page<Client>> list(Caller caller, UUID organisationId, Optional<String> words, Page.Wanted wanted) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> tenants.organisation(client, organisationId)
                .compose(organisation -> page(client, organisationId, words, wanted)));
    }

    private Future<Page<Client>> page(
            SqlClient client, UUID organisationId, Optional<String> words, Page.Wanted wanted) {
        return store.list(client, organisationId, words, wanted)
                .map(rows -> Page.of(rows, wanted, ClientStore.Listed::key))
                .map(page -> new Page<>(
                        page.items().stream().map(ClientStore.Listed::client).toList(), page.next()));
    }

    Future<Parts> export(Caller caller, UUID organisationId, Optional<String> words) {
        caller.require(Permission.ORGANISATION, organisationId);
        Csv csv = Csv.of(
                "name", "client_id", "auth_method", "grant_types", "scopes", "redirect_uris", "state", "created");
        return db.query(client -> tenants.organisation(client, organisationId))
                .map(organisation -> new CsvPages<>(
                        csv,
                        ClientService::add,
                        wanted -> db.query(client -> page(client, organisationId, words, wanted))));
    }

    Future<Client> get(Caller caller, UUID organisationId, UUID clientId) {
        caller.require(Permission.ORGANISATION, organisationId);
        return db.query(client -> store.find(client, organisationId, clientId)).map(ClientService::required);
    }

    Future<Made> create(Caller caller, UUID organisationId, JsonObject body) {
        requireManage(caller, organisationId);
        ClientSettings settings = ClientRules.checked(ClientSettings.of(body));
        requireMaySet(caller, settings, ClientSettings.of(new JsonObject().put("name", settings.name())));
        Instant now = clock.instant();
        Optional<Token> secret = settings.authMethod().bySecret() ? Optional.of(tokens.next()) : Optional.empty();
        UUID id = Ids.next();
        ClientSecret stored = secret.map(token -> ClientSecret.of(token, now)).orElse(null);
        return db.transaction(tx -> tenants.organisation(tx, organisationId)
                .compose(organisation -> store.insert(tx, id, organisationId, settings, stored, now))
                .compose(inserted -> store.find(tx, organisationId, id))
                .map(ClientService::required)
                .compose(made -> audit.record(
                                tx,
                                event(caller, made, "oauth.create-client")
                                        .with("settings", settings.toJson().done()))
                        .map(new Made(made, secret))));
    }

    Future<Client> update(Caller caller, UUID organisationId, UUID clientId, JsonObject change) {
        requireManage(caller, organisationId);
        return db.transaction(tx -> lock(tx, organisationId, clientId).compose(before -> {
            ClientSettings settings = ClientRules.checked(before.settings().with(change));
            requireMaySet(caller, settings, before.settings());
            requireMayChange(caller, settings, before.settings());
            boolean secretGoes =
                    before.secret() != null && !settings.authMethod().bySecret();
            return store.update(tx, clientId, settings)
                    .compose(updated ->
                            secretGoes ? store.setSecret(tx, clientId, null) : Future.<Void>succeededFuture())
                    .compose(updated -> store.find(tx, organisationId, clientId))
                    .map(ClientService::required)
                    .compose(after -> audit.record(
                                    tx,
                                    event(caller, after, "oauth.update-client")
                                            .with(
                                                    "before",
                                                    before.settings().toJson().done())
                                            .with("after", settings.toJson().done()))
                            .map(after));
        }));
    }

    /** Deletes a client; everything that it was given dies with it. */
    Future<Void> delete(Caller caller, UUID organisationId, UUID clientId) {
        requireManage(caller, organisationId);
        return db.transaction(tx -> lock(tx, organisationId, clientId).compose(client -> store.delete(tx, clientId)
                .compose(deleted -> audit.record(tx, event(caller, client, "oauth.delete-client")))));
    }

    /**
     * Makes a new secret.
     *
     * @param keepOld how long the one before stays good, so that the client can be changed over
     */
    Future<Made> issueSecret(Caller caller, UUID organisationId, UUID clientId, Duration keepOld) {
        requireManage(caller, organisationId);
        Token secret = tokens.next();
        return db.transaction(tx -> lock(tx, organisationId, clientId).compose(client -> {
            if (!client.settings().authMethod().bySecret()) {
                throw HttpProblems.CONFLICT.problem("This client does not authenticate with a secret.");
            }
            if (client.settings().firstParty()) {
                caller.require(Permission.PROVIDER);
            }
            ClientSecret stored = client.secret() == null
                    ? ClientSecret.of(secret, clock.instant())
                    : client.secret().replacedBy(secret, keepOld, clock.instant());
            return store.setSecret(tx, clientId, stored)
                    .compose(set -> audit.record(
                            tx,
                            event(caller, client, "oauth.issue-client-secret").with("keepOld", keepOld.toString())))
                    .map(new Made(
                            new Client(client.id(), client.owner(), client.settings(), stored, client.createdAt()),
                            Optional.of(secret)));
        }));
    }

    private void requireManage(Caller caller, UUID organisationId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
    }

    /** What codes nobody is asked about go to, and who may get them, is no organisation's to change; it may put an end to it. */
    private static void requireMayChange(Caller caller, ClientSettings after, ClientSettings before) {
        ClientSettings ended = before.with(new JsonObject().put("state", after.active() ? "active" : "suspended"));
        if (before.firstParty() && !after.equals(ended)) {
            caller.require(Permission.PROVIDER);
        }
    }

    /** Whom nobody is asked about, and who may ask for tokens for other services, is the provider's decision. */
    private static void requireMaySet(Caller caller, ClientSettings after, ClientSettings before) {
        boolean same =
                after.firstParty() == before.firstParty() && before.resources().containsAll(after.resources());
        if (!same) {
            caller.require(Permission.PROVIDER);
        }
    }

    private Future<Client> lock(SqlClient tx, UUID organisationId, UUID clientId) {
        return store.lock(tx, organisationId, clientId).map(ClientService::required);
    }

    private static Client required(Optional<Client> found) {
        return found.orElseThrow(HttpProblems.NOT_FOUND::problem);
    }

    private static AuditEvent event(Caller caller, Client client, String action) {
        return AuditEvent.by(caller, client.owner().organisationId(), action).on("client", client.id(), client.name());
    }

    private static void add(Csv csv, Client client) {
        ClientSettings settings = client.settings();
        csv.row(
                client.name(),
                client.id(),
                settings.authMethod().word(),
                joined(settings.grantTypes().stream().sorted().toList()),
                joined(Scopes.ALL.stream().filter(settings.scopes()::contains).toList()),
                joined(settings.redirectUris()),
                settings.active() ? "active" : "suspended",
                client.createdAt());
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
