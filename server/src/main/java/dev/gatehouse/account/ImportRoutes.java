package dev.gatehouse.account;

import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;

/** The operations on imports of people. */
final class ImportRoutes {

    private final ImportService imports;

    ImportRoutes(ImportService imports) {
        this.imports = imports;
    }

    void bind(Operations api) {
        api.on("createAccountImport", this::create);
        api.on("getAccountImport", this::get);
        api.on("startAccountImport", this::start);
        api.on("cancelAccountImport", this::cancel);
        api.on("exportRefusedRows", this::refused);
    }

    private Future<Reply> create(Request request) {
        return imports.create(request.caller(), request.uuid("organisationId"), request.text())
                .map(preview -> Reply.created(json(preview).done()));
    }

    private Future<Reply> get(Request request) {
        return imports.get(request.caller(), request.uuid("organisationId"), request.uuid("importId"))
                .map(found -> Reply.ok(json(found).done()));
    }

    private Future<Reply> start(Request request) {
        return imports.start(request.caller(), request.uuid("organisationId"), request.uuid("importId"))
                .map(running -> Reply.accepted(json(running).done()));
    }

    private Future<Reply> cancel(Request request) {
        return imports.cancel(request.caller(), request.uuid("organisationId"), request.uuid("importId"))
                .map(stopped -> Reply.ok(json(stopped).done()));
    }

    private Future<Reply> refused(Request request) {
        return imports.refused(request.caller(), request.uuid("organisationId"), request.uuid("importId"))
                .map(rows -> Reply.csv("refused.csv", rows));
    }

    private static Json json(AccountImport found) {
        return Json.object()
                .put("id", found.id())
                .put("state", found.state())
                .put("rows", found.rows())
                .put("good", found.good())
                .put("refused", found.refused())
                .put("created", found.created())
                .put(
                        "problems",
                        found.problems().stream().map(ImportRoutes::problem).toList())
                .put("sample", found.sample().stream().map(ImportRoutes::sample).toList());
    }

    private static Json problem(ImportRow row) {
        return Json.object()
                .put("line", row.line())
                .put("address", row.addresses().stream().findFirst())
                .put("message", row.problem().orElse(""));
    }

    private static Json sample(ImportRow row) {
        return Json.object()
                .put("line", row.line())
                .put("name", row.name())
                .put("addresses", row.addresses())
                .put("roles", row.roles())
                .put("hasPassword", row.hasPassword())
                .put("invite", row.invite());
    }
}
