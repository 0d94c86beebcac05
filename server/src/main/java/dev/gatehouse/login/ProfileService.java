package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** What the signed-in person is told about the own account, and the change of the own password. */
final class ProfileService {

    private final Db db;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordCheck check;
    private final PasswordService passwords;
    private final RecoveryAddressService addresses;
    private final SessionEnder sessions;
    private final Budgets budgets;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;

    ProfileService(
            Db db,
            AccountDirectory accounts,
            PolicyDirectory policies,
            PasswordCheck check,
            PasswordService passwords,
            RecoveryAddressService addresses,
            SessionEnder sessions,
            Budgets budgets,
            AuditService audit,
            Notices notices,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.policies = policies;
        this.check = check;
        this.passwords = passwords;
        this.addresses = addresses;
        this.sessions = sessions;
        this.budgets = budgets;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /** Everything that the pages need to know about who is signed in. */
    record Profile(
            SessionAuthenticator.SignedIn signedIn,
            EffectivePolicy policy,
            Optional<PasswordState> password,
            Optional<String> pendingAddress) {}

    Future<Profile> profile(SessionAuthenticator.SignedIn signedIn, Caller caller) {
        UUID id = caller.accountId();
        return db.query(client -> policies.of(client, signedIn.account())
                .compose(policy -> passwords.find(client, id).compose(password -> addresses
                        .pending(client, caller)
                        .map(pending -> new Profile(signedIn, policy, password, pending)))));
    }

    /** Changes the own password; other sessions end, and links that were out stop working. */
    Future<Void> changePassword(Caller caller, String current, String typed) {
        caller.require(Permission.SELF);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        Budget budget = Budget.factor(caller.accountId(), "password", null);
        return budgets.take(budget)
                .compose(taken -> check.matches(caller.accountId(), current))
                .compose(matches ->
                        matches ? budgets.forget(budget) : Future.failedFuture(LoginProblems.WRONG_PASSWORD.problem()))
                .compose(done -> db.query(client -> accounts.find(client, caller.accountId())
                        .map(account -> account.orElseThrow(HttpProblems.SIGN_IN_REQUIRED::problem))
                        .compose(account -> policies.of(client, account).map(policy -> new Chosen(account, policy)))))
                .compose(chosen -> passwords
                        .choose(chosen.account(), chosen.policy(), typed)
                        .compose(hash -> set(caller, chosen.account(), hash)));
    }

    private record Chosen(Account account, EffectivePolicy policy) {}

    private Future<Void> set(Caller caller, Account account, String hash) {
        return db.transaction(tx -> passwords
                .set(tx, account.id(), hash)
                .compose(done -> accounts.credentialsChanged(tx, account.id()))
                .compose(done -> sessions.endAll(tx, account.id(), caller.session(), "password changed"))
                .compose(ended -> notices.passwordChanged(tx, account, caller.origin()))
                .compose(done -> audit.record(
                        tx,
                        AuditEvent.by(caller, account.organisationId(), "login.change-password")
                                .on("account", account.id(), account.label()))));
    }
}
