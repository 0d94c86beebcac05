package dev.gatehouse.audit;

import dev.gatehouse.db.Page;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The operations of the audit log. */
public final class AuditRoutes {

    private final AuditService audit;

    public AuditRoutes(AuditService audit) {
        this.audit = audit;
    }

    public void bind(Operations api) {
        api.on("listOwnEvents", this::listOwn);
        api.on("listAuditEntries", this::list);
        api.on("exportAuditEntries", this::export);
        api.on("verifyAudit", this::verify);
    }

    private Future<Reply> listOwn(Request request) {
        return audit.ownEvents(request.caller(), Page.Wanted.of(request, 1)).map(AuditRoutes::page);
    }

    private Future<Reply> list(Request request) {
        return audit.list(request.caller(), request.uuid("organisationId"), filter(request), Page.Wanted.of(request, 1))
                .map(AuditRoutes::page);
    }

    private Future<Reply> export(Request request) {
        return audit.export(request.caller(), request.uuid("organisationId"), filter(request))
                .map(rows -> Reply.csv("audit.csv", rows));
    }

    private Future<Reply> verify(Request request) {
        return audit.verify(request.caller(), request.uuid("organisationId")).map(Reply::jsonLines);
    }

    private static AuditFilter filter(Request request) {
        return new AuditFilter(
                request.query("action"),
                request.queryUuid("actor"),
                request.queryUuid("object"),
                request.query("result"),
                request.queryTime("from"),
                request.queryTime("to"));
    }

    private static Reply page(Page<AuditEntry> page) {
        return Reply.ok(page.toJson(AuditRoutes::json).done());
    }

    private static Json json(AuditEntry entry) {
        return Json.object()
                .put("seq", entry.seq())
                .put("at", entry.at())
                .put("action", entry.action())
                .put("result", entry.result())
                .put("actorId", entry.actorId())
                .put("actor", entry.actorName())
                .put("objectKind", entry.objectKind())
                .put("objectId", entry.objectId())
                .put("object", entry.objectName())
                .put("network", entry.network())
                .put("client", entry.client())
                .put("requestId", entry.requestId())
                .put("details", new JsonObject(entry.details()));
    }
}
