package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.HttpProblems;
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
import java.util.Optional;

/** Who is signed in, and the own password. */
final class ProfileRoutes {

    private final SessionAuthenticator authenticator;
    private final ProfileService profiles;
    private final OwnPasswordService passwords;
    private final boolean demo;

    ProfileRoutes(
            SessionAuthenticator authenticator, ProfileService profiles, OwnPasswordService passwords, boolean demo) {
        this.authenticator = authenticator;
        this.profiles = profiles;
        this.passwords = passwords;
        this.demo = demo;
    }

    void bind(Operations api) {
        api.on("getSession", this::get);
        api.on("changePassword", this::changePassword);
    }

    private Future<Reply> get(Request request) {
        Json anonymous = Json.object().put("signedIn", false).put("demo", demo);
        return authenticator.signedIn(Browser.of(request)).compose(found -> found.map(signedIn -> profiles.profile(
                                signedIn, SessionAuthenticator.caller(signedIn, request.origin()))
                        .map(profile -> Reply.ok(json(profile).put("demo", demo).done())))
                .orElseGet(() -> Future.succeededFuture(Reply.ok(anonymous.done()))));
    }

    private Future<Reply> changePassword(Request request) {
        JsonObject body = request.body();
        return authenticator
                .signedIn(Browser.of(request))
                .map(found -> found.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                .compose(signedIn -> passwords.change(
                        request.caller(),
                        signedIn.account(),
                        body.getString("currentPassword"),
                        body.getString("newPassword")))
                .map(Reply.noContent());
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
