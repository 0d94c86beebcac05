package dev.gatehouse.factor;

import dev.gatehouse.factor.Enrolments.Enrolled;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import java.util.UUID;

/** The operations tagged {@code factor}. */
final class FactorRoutes {

    private final FactorService factors;
    private final AppEnrolmentService apps;
    private final KeyEnrolmentService keys;
    private final FactorAdminService administration;

    FactorRoutes(
            FactorService factors,
            AppEnrolmentService apps,
            KeyEnrolmentService keys,
            FactorAdminService administration) {
        this.factors = factors;
        this.apps = apps;
        this.keys = keys;
        this.administration = administration;
    }

    void bind(Operations api) {
        api.on("listFactors", this::list);
        api.on("beginTotp", this::beginTotp);
        api.on("confirmTotp", this::confirmTotp);
        api.on("beginPasskeyEnrolment", this::beginKey);
        api.on("confirmPasskey", this::confirmKey);
        api.on("createRecoveryCodes", this::createRecoveryCodes);
        api.on("renameFactor", this::rename);
        api.on("removeFactor", this::remove);
        api.on("listAccountFactors", this::listOf);
        api.on("resetAccountFactors", this::reset);
        api.on("issuePass", this::issuePass);
    }

    private Future<Reply> list(Request request) {
        return factors.own(request.caller()).map(FactorRoutes::overview);
    }

    private Future<Reply> beginTotp(Request request) {
        return apps.begin(request.caller())
                .map(begun -> Reply.ok(Json.object()
                        .put("enrolmentId", begun.enrolmentId())
                        .put("secret", begun.secret())
                        .put("uri", begun.uri())
                        .put("expiresAt", begun.expiresAt())
                        .done()));
    }

    private Future<Reply> confirmTotp(Request request) {
        return apps.confirm(
                        request.caller(),
                        UUID.fromString(request.body().getString("enrolmentId")),
                        request.body().getString("code"),
                        request.body().getString("name"))
                .map(FactorRoutes::enrolled);
    }

    private Future<Reply> beginKey(Request request) {
        return keys.begin(request.caller(), FactorKind.of(request.body().getString("kind")))
                .map(begun -> Reply.ok(Json.object()
                        .put("challengeId", begun.challengeId())
                        .put("publicKey", begun.publicKey())
                        .done()));
    }

    private Future<Reply> confirmKey(Request request) {
        return keys.confirm(
                        request.caller(),
                        UUID.fromString(request.body().getString("challengeId")),
                        request.body().getJsonObject("credential"),
                        request.body().getString("name"))
                .map(FactorRoutes::enrolled);
    }

    private Future<Reply> createRecoveryCodes(Request request) {
        return factors.newRecoveryCodes(request.caller())
                .map(codes -> Reply.ok(Json.object().put("codes", codes).done()));
    }

    private Future<Reply> rename(Request request) {
        return factors.rename(
                        request.caller(),
                        request.uuid("factorId"),
                        request.body().getString("name"))
                .map(factor -> Reply.ok(json(factor).done()));
    }

    private Future<Reply> remove(Request request) {
        return factors.remove(request.caller(), request.uuid("factorId")).map(Reply.noContent());
    }

    private Future<Reply> listOf(Request request) {
        return administration
                .list(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(FactorRoutes::overview);
    }

    private Future<Reply> reset(Request request) {
        return administration
                .reset(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(Reply.noContent());
    }

    private Future<Reply> issuePass(Request request) {
        return administration
                .issuePass(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(pass -> Reply.created(Json.object()
                        .put("pass", pass.text())
                        .put("expiresAt", pass.expiresAt())
                        .done()));
    }

    private static Reply overview(FactorOverview overview) {
        return Reply.ok(Json.object()
                .put(
                        "items",
                        overview.factors().stream().map(FactorRoutes::json).toList())
                .put(
                        "allowedKinds",
                        overview.allowedKinds().stream().map(FactorKind::word).toList())
                .put(
                        "recoveryCodes",
                        Json.object()
                                .put("remaining", overview.codesRemaining())
                                .put("createdAt", overview.codesCreatedAt()))
                .done());
    }

    private static Reply enrolled(Enrolled enrolled) {
        return Reply.ok(Json.object()
                .put("factor", json(enrolled.factor()))
                .put("recoveryCodes", enrolled.recoveryCodes().isEmpty() ? null : enrolled.recoveryCodes())
                .done());
    }

    private static Json json(Factor factor) {
        return Json.object()
                .put("id", factor.id())
                .put("kind", factor.kind().word())
                .put("name", factor.name())
                .put("createdAt", factor.createdAt())
                .put("lastUsedAt", factor.lastUsedAt());
    }
}
