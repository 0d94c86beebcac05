package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.EffectivePolicy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations on sessions, devices and the own password. */
final class SessionRoutes {

    private final SessionAuthenticator authenticator;
    private final SessionService sessions;
    private final ProfileService profiles;
    private final boolean demo;

    SessionRoutes(SessionAuthenticator authenticator, SessionService sessions, ProfileService profiles, boolean demo) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.profiles = profiles;
        this.demo = demo;
    }

    void bind(Operations api) {
        api.on("getSession", this::get);
        api.on("signOut", this::signOut);
        api.on("listSessions", this::list);
        api.on("endSession", this::end);
        api.on("endOtherSessions", request -> sessions.endOthers(request.caller())
                .map(SessionRoutes::count));
        api.on("disownSession", this::disown);
        api.on("listDevices", this::listDevices);
        api.on("forgetDevice", this::forgetDevice);
        api.on("changePassword", this::changePassword);
        api.on("listAccountSessions", this::listOf);
        api.on("endAccountSessions", this::endAllOf);
    }

    private Future<Reply> get(Request request) {
        Json anonymous = Json.object().put("signedIn", false).put("demo", demo);
        return authenticator.signedIn(Browser.of(request)).compose(found -> found.map(signedIn -> profiles.profile(
                                signedIn, SessionAuthenticator.caller(signedIn, request.origin()))
                        .map(profile -> Reply.ok(json(profile).put("demo", demo).done())))
                .orElseGet(() -> Future.succeededFuture(Reply.ok(anonymous.done()))));
    }

    private Future<Reply> signOut(Request request) {
        Reply gone = Reply.noContent().cookies(List.of(Cookies.SESSION.clear(), Cookies.LOGIN.clear()));
        return authenticator.signedIn(Browser.of(request)).compose(found -> found.map(
                        signedIn -> sessions.signOut(signedIn, SessionAuthenticator.caller(signedIn, request.origin()))
                                .map(gone))
                .orElseGet(() -> Future.succeededFuture(gone)));
    }

    private Future<Reply> list(Request request) {
        UUID current = request.caller().session();
        return sessions.list(request.caller()).map(list -> sessionList(list, current));
    }

    private Future<Reply> end(Request request) {
        return sessions.end(request.caller(), request.uuid("sessionId")).map(Reply.noContent());
    }

    private Future<Reply> disown(Request request) {
        return sessions.disown(request.caller(), request.uuid("sessionId"))
                .map(disowned -> Reply.ok(Json.object()
                        .put("sessionsEnded", disowned.sessionsEnded())
                        .put("devicesForgotten", disowned.devicesForgotten())
                        .put("factorsRemoved", disowned.factorsRemoved())
                        .done()));
    }

    private Future<Reply> listDevices(Request request) {
        return sessions.ownSession(request.caller()).compose(own -> sessions.devices(request.caller())
                .map(list -> Reply.ok(Reply.items(list, device -> json(device, own)))));
    }

    private Future<Reply> forgetDevice(Request request) {
        return sessions.forgetDevice(request.caller(), request.uuid("deviceId")).map(Reply.noContent());
    }

    private Future<Reply> changePassword(Request request) {
        JsonObject body = request.body();
        return profiles.changePassword(
                        request.caller(), body.getString("currentPassword"), body.getString("newPassword"))
                .map(Reply.noContent());
    }

    private Future<Reply> listOf(Request request) {
        return sessions.listOf(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(list -> sessionList(list, request.caller().session()));
    }

    private Future<Reply> endAllOf(Request request) {
        return sessions.endAllOf(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(SessionRoutes::count);
    }

    private static Reply count(int count) {
        return Reply.ok(Json.object().put("count", count).done());
    }

    private static Reply sessionList(List<Session> sessions, UUID current) {
        return Reply.ok(Reply.items(sessions, session -> Json.object()
                .put("id", session.id())
                .put("current", session.id().equals(current))
                .put("client", session.client())
                .put("network", session.network())
                .put("createdAt", session.createdAt())
                .put("lastSeenAt", session.lastSeenAt())
                .put("evidence", session.evidence().words())
                .done()));
    }

    private static JsonObject json(Device device, Optional<Session> own) {
        return Json.object()
                .put("id", device.id())
                .put(
                        "current",
                        own.map(session -> device.id().equals(session.deviceId()))
                                .orElse(false))
                .put("client", device.client())
                .put("network", device.network())
                .put("createdAt", device.createdAt())
                .put("lastSeenAt", device.lastSeenAt())
                .put("trustedUntil", device.trustedUntil())
                .done();
    }

    private static Json json(ProfileService.Profile profile) {
        Account account = profile.signedIn().account();
        Session session = profile.signedIn().session();
        return Json.object()
                .put("signedIn", true)
                .put("sessionId", session.id())
                .put("account", account(account, profile.pendingAddress()))
                .put(
                        "organisation",
                        Json.object()
                                .put("id", account.organisationId())
                                .put("name", account.organisation())
                                .put("provider", account.roles().contains(Role.PROVIDER_ADMIN)))
                .put("policy", policy(profile, account))
                .put("steppedUpUntil", manageUntil(profile.signedIn()))
                .put("expiresAt", session.expiresAt());
    }

    private static Json account(Account account, Optional<String> pendingAddress) {
        return Json.object()
                .put("id", account.id())
                .put("name", account.name())
                .put(
                        "addresses",
                        account.addresses().stream()
                                .map(Account.Address::address)
                                .toList())
                .put("roles", account.roles().stream().map(Role::word).sorted().toList())
                .put(
                        "permissions",
                        Role.permissions(account.roles()).stream()
                                .map(Permission::word)
                                .sorted()
                                .toList())
                .put("recoveryAddress", account.recoveryAddress())
                .put("recoveryAddressUsableFrom", account.recoveryUsableFrom())
                .put("pendingRecoveryAddress", pendingAddress);
    }

    private static Json policy(ProfileService.Profile profile, Account account) {
        EffectivePolicy policy = profile.policy();
        Optional<Instant> changedAt = profile.password().map(PasswordState::changedAt);
        return Json.object()
                .put("mfaEnforcement", policy.mfaEnforcement().word())
                .put("mfaDeadline", policy.mfaDeadline())
                .put("hasFactor", !policy.usableFactors(account).isEmpty())
                .put("allowedFactors", policy.allowedFactors().stream().sorted().toList())
                .put("passwordMinLength", policy.passwordMinLength())
                .put("passwordChangedAt", changedAt)
                .put(
                        "passwordExpiresAt",
                        changedAt
                                .filter(at -> policy.passwordMaxAgeDays() > 0)
                                .map(at -> at.plus(Duration.ofDays(policy.passwordMaxAgeDays()))));
    }

    private static Optional<Instant> manageUntil(SessionAuthenticator.SignedIn signedIn) {
        return signedIn.stepUp()
                .filter(stepUp -> stepUp.actions().contains(StepUp.Action.MANAGE))
                .map(StepUp::until);
    }
}
