package dev.gatehouse.account;

import dev.gatehouse.db.Page;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The operations on organisations and their domains. */
final class OrganisationRoutes {

    private final OrganisationService organisations;
    private final DomainService domains;
    private final DomainProofService proofs;

    OrganisationRoutes(OrganisationService organisations, DomainService domains, DomainProofService proofs) {
        this.organisations = organisations;
        this.domains = domains;
        this.proofs = proofs;
    }

    void bind(Operations api) {
        api.on("listOrganisations", this::list);
        api.on("exportOrganisations", this::export);
        api.on("createOrganisation", this::create);
        api.on("getOrganisation", this::get);
        api.on("updateOrganisation", this::update);
        api.on("listDomains", this::listDomains);
        api.on("createDomain", this::createDomain);
        api.on("updateDomain", this::updateDomain);
        api.on("deleteDomain", this::deleteDomain);
        api.on("checkDomain", this::checkDomain);
        api.on("confirmDomain", this::confirmDomain);
    }

    private Future<Reply> list(Request request) {
        return organisations
                .list(request.caller(), request.query("q"), Page.Wanted.of(request, 2))
                .map(page -> Reply.ok(page.toJson(OrganisationRoutes::json).done()));
    }

    private Future<Reply> export(Request request) {
        return organisations
                .export(request.caller(), request.query("q"))
                .map(rows -> Reply.csv("organisations.csv", rows));
    }

    private Future<Reply> create(Request request) {
        JsonObject body = request.body();
        return organisations
                .create(request.caller(), body.getString("name"), body.getString("domain"))
                .map(organisation -> Reply.created(json(organisation).done()));
    }

    private Future<Reply> get(Request request) {
        return organisations
                .get(request.caller(), request.uuid("organisationId"))
                .map(organisation -> Reply.ok(json(organisation).done()));
    }

    private Future<Reply> update(Request request) {
        JsonObject body = request.body();
        return organisations
                .update(
                        request.caller(),
                        request.uuid("organisationId"),
                        Optional.ofNullable(body.getString("name")),
                        Optional.ofNullable(body.getString("state")).map("suspended"::equals))
                .map(organisation -> Reply.ok(json(organisation).done()));
    }

    private Future<Reply> listDomains(Request request) {
        return domains.list(request.caller(), request.uuid("organisationId"))
                .map(list -> Reply.ok(Reply.items(list, domain -> json(domain).done())));
    }

    private Future<Reply> createDomain(Request request) {
        JsonObject body = request.body();
        return domains.create(
                        request.caller(),
                        request.uuid("organisationId"),
                        body.getString("name"),
                        body.getString("mailbox", "external"))
                .map(domain -> Reply.created(json(domain).done()));
    }

    private Future<Reply> updateDomain(Request request) {
        return domains.update(
                        request.caller(),
                        request.uuid("organisationId"),
                        request.uuid("domainId"),
                        request.body().getString("mailbox"))
                .map(domain -> Reply.ok(json(domain).done()));
    }

    private Future<Reply> deleteDomain(Request request) {
        return domains.delete(request.caller(), request.uuid("organisationId"), request.uuid("domainId"))
                .map(deleted -> Reply.noContent());
    }

    private Future<Reply> checkDomain(Request request) {
        return proofs.check(request.caller(), request.uuid("organisationId"), request.uuid("domainId"))
                .map(check -> Reply.ok(Json.object()
                        .put("outcome", check.outcome())
                        .put("found", check.found())
                        .put("domain", json(check.domain()))
                        .done()));
    }

    private Future<Reply> confirmDomain(Request request) {
        return proofs.confirm(request.caller(), request.uuid("organisationId"), request.uuid("domainId"))
                .map(domain -> Reply.ok(json(domain).done()));
    }

    private static Json json(Organisation organisation) {
        return Json.object()
                .put("id", organisation.id())
                .put("name", organisation.name())
                .put("provider", organisation.provider())
                .put("state", organisation.state())
                .put("domains", organisation.domains())
                .put("accounts", organisation.accounts())
                .put("createdAt", organisation.createdAt());
    }

    private static Json json(Domain domain) {
        return Json.object()
                .put("id", domain.id())
                .put("name", domain.name())
                .put("mailbox", domain.mailbox())
                .put("addresses", domain.addresses())
                .put("state", domain.proved() ? "proved" : "unproved")
                .put("claim", domain.claim().map(claim -> Json.object()
                        .put("record", claim.record())
                        .put("value", claim.value())
                        .put("endsAt", claim.endsAt())))
                .put("createdAt", domain.createdAt());
    }
}
