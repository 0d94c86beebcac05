package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.mail.MailBudgets;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgotten passwords and invitations: what a mailed link can do, and nothing more. */
final class LinkFlows {

    private static final Logger LOG = LoggerFactory.getLogger(LinkFlows.class);

    private final Db db;
    private final LinkService links;
    private final Progress progress;
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final SessionEnder sessions;
    private final Budgets budgets;
    private final AuditService audit;
    private final Notices notices;
    private final Clock clock;
    private final MailBudgets mails;

    LinkFlows(
            Db db,
            LinkService links,
            Progress progress,
            AccountDirectory accounts,
            PolicyDirectory policies,
            PasswordService passwords,
            SessionEnder sessions,
            Budgets budgets,
            AuditService audit,
            Notices notices,
            Clock clock) {
        this.db = db;
        this.links = links;
        this.progress = progress;
        this.accounts = accounts;
        this.policies = policies;
        this.passwords = passwords;
        this.sessions = sessions;
        this.budgets = budgets;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.mails = new MailBudgets(clock);
    }

    /** What a link is for. */
    record Info(Account account, EffectivePolicy policy, Instant until) {}

    /**
     * Asks for a reset link. The answer comes before anything is looked up, so that neither its words nor its time tell whether
     * the address is known.
     */
    Future<Void> requestReset(Origin origin, String email) {
        TypedAddress address = TypedAddress.of(email);
        return budgets.take(Budget.resetRequests(origin.network()))
                .compose(open -> budgets.tryTake(Budget.resetLinks(address)))
                .map(open -> {
                    if (open) {
                        mailReset(origin, address.text());
                    }
                    return null;
                });
    }

    Future<Void> startReset(Caller caller, UUID organisationId, UUID accountId) {
        caller.require(Permission.ORGANISATION, organisationId);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(
                tx -> accounts.require(tx, organisationId, accountId).compose(account -> {
                    account.requireManageableBy(caller);
                    String recipient =
                            recipient(account, account.label()).orElseThrow(LoginProblems.NO_MAILBOX::problem);
                    return mails.take(tx, organisationId, recipient)
                            .compose(taken -> resetLink(tx, account, recipient, caller.origin()))
                            .compose(done -> audit.record(
                                    tx,
                                    AuditEvent.by(caller, organisationId, "login.start-reset")
                                            .on("account", account.id(), account.label())));
                }));
    }

    Future<Info> check(Link.Purpose purpose, String token) {
        return links.open(purpose, token).compose(open -> policy(open.account())
                .map(policy -> new Info(open.account(), policy, open.link().expiresAt())));
    }

    /** Sets the new password. Factors stay; sessions, sign-ins under way, other links and trusted devices do not. */
    Future<Void> completeReset(Origin origin, String token, String newPassword) {
        return links.open(Link.Purpose.RESET, token).compose(open -> policy(open.account())
                .compose(policy -> passwords.choose(open.account(), policy, newPassword))
                .compose(hash -> db.transaction(tx -> {
                    Account account = open.account();
                    return links.use(tx, open)
                            .compose(done -> passwords.set(tx, account.id(), hash))
                            .compose(done -> accounts.credentialsChanged(tx, account.id()))
                            .compose(done -> sessions.endAll(tx, account.id(), null, "password reset"))
                            .compose(ended -> notices.passwordChanged(tx, account, origin))
                            .compose(done -> audit.record(tx, own(account, origin, "login.reset-password")));
                })));
    }

    /** Sets the first password. The mailbox has been proved by the link, and the sign-in goes on from there. */
    Future<Progress.Answer> acceptInvitation(Browser browser, String token, String newPassword) {
        return links.open(Link.Purpose.INVITATION, token).compose(open -> policy(open.account())
                .compose(policy -> passwords.choose(open.account(), policy, newPassword))
                .compose(hash -> db.transaction(tx -> links.use(tx, open)
                        .compose(done -> passwords.set(tx, open.account().id(), hash))
                        .compose(done -> accounts.activate(tx, open.account().id()))
                        .compose(done -> accounts.find(tx, open.account().id()))
                        .compose(active -> signIn(tx, active.orElseThrow(), browser)))));
    }

    private Future<Progress.Answer> signIn(SqlClient tx, Account account, Browser browser) {
        Instant now = clock.instant();
        Evidence evidence = new Evidence(
                List.of(Evidence.Item.of(EvidenceKind.PASSWORD, now), Evidence.Item.of(EvidenceKind.MAIL_LINK, now)));
        return audit.record(tx, own(account, browser.origin(), "login.accept-invitation"))
                .compose(done -> progress.begin(tx, account, evidence, false, Optional.empty(), browser));
    }

    private void mailReset(Origin origin, String address) {
        db.transaction(tx -> accounts.findByAddress(tx, address).compose(found -> {
                    Optional<Account> account = found.filter(Account::admitted);
                    Optional<String> recipient = account.flatMap(known -> recipient(known, address));
                    return recipient
                            .map(to -> resetLink(tx, account.orElseThrow(), to, origin)
                                    .compose(done -> audit.record(
                                            tx,
                                            AuditEvent.by(
                                                            null,
                                                            "somebody",
                                                            account.get().organisationId(),
                                                            origin,
                                                            "login.ask-reset")
                                                    .on(
                                                            "account",
                                                            account.get().id(),
                                                            account.get().label()))))
                            .orElseGet(Future::succeededFuture);
                }))
                .onFailure(failure -> LOG.atError()
                        .setCause(failure)
                        .addKeyValue("requestId", origin.requestId())
                        .log("a reset link could not be mailed"));
    }

    private Future<Void> resetLink(SqlClient tx, Account account, String recipient, Origin origin) {
        return links.make(tx, account, Link.Purpose.RESET, new JsonObject())
                .compose(made -> notices.reset(tx, account, recipient, made.token(), made.until(), origin));
    }

    /** The address asked for, if a link may go there; another reachable mailbox otherwise. */
    private Optional<String> recipient(Account account, String asked) {
        List<String> reachable = account.reachableMailboxes(clock.instant());
        return reachable.contains(asked)
                ? Optional.of(asked)
                : reachable.stream().findFirst();
    }

    private Future<EffectivePolicy> policy(Account account) {
        return db.query(client -> policies.of(client, account));
    }

    private static AuditEvent own(Account account, Origin origin, String action) {
        return AuditEvent.by(account.id(), account.name(), account.organisationId(), origin, action)
                .on("account", account.id(), account.label());
    }
}
