package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations on the applications of an organisation. */
final class ClientRoutes {

    private final ClientService clients;

    ClientRoutes(ClientService clients) {
        this.clients = clients;
    }

    void bind(Operations api) {
        api.on("listClients", this::list);
        api.on("exportClients", this::export);
        api.on("createClient", this::create);
        api.on("getClient", this::get);
        api.on("updateClient", this::update);
        api.on("deleteClient", this::delete);
        api.on("issueClientSecret", this::issueSecret);
    }

    private Future<Reply> list(Request request) {
        return clients.list(
                        request.caller(),
                        request.uuid("organisationId"),
                        request.query("q"),
                        Page.Wanted.of(request, 2))
                .map(page -> Reply.ok(page.toJson(ClientRoutes::json).done()));
    }

    private Future<Reply> export(Request request) {
        return clients.export(request.caller(), request.uuid("organisationId"), request.query("q"))
                .map(rows -> Reply.csv("clients.csv", rows));
    }

    private Future<Reply> create(Request request) {
        return clients.create(request.caller(), request.uuid("organisationId"), request.body())
                .map(made -> Reply.created(json(made).done()));
    }

    private Future<Reply> get(Request request) {
        return clients.get(request.caller(), request.uuid("organisationId"), request.uuid("clientId"))
                .map(client -> Reply.ok(json(client).done()));
    }

    private Future<Reply> update(Request request) {
        return clients.update(
                        request.caller(), request.uuid("organisationId"), request.uuid("clientId"), request.body())
                .map(client -> Reply.ok(json(client).done()));
    }

    private Future<Reply> delete(Request request) {
        return clients.delete(request.caller(), request.uuid("organisationId"), request.uuid("clientId"))
                .map(deleted -> Reply.noContent());
    }

    private Future<Reply> issueSecret(Request request) {
        return clients.issueSecret(
                        request.caller(),
                        request.uuid("organisationId"),
                        request.uuid("clientId"),
                        Duration.ofHours(request.body().getInteger("keepOldHours", 0)))
                .map(made -> Reply.created(json(made).done()));
    }

    private static Json json(ClientService.Made made) {
        return json(made.client()).put("secret", made.secret().map(Token::secret));
    }

    private static Json json(Client client) {
        Json json = client.settings().toJson().put("id", client.id()).put("createdAt", client.createdAt());
        ClientSecret secret = client.secret();
        return secret == null
                ? json
                : json.put("secretCreatedAt", secret.createdAt()).put("oldSecretUntil", secret.oldUntil());
    }
}
