package dev.gatehouse.login;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.account.Credentials;
import dev.gatehouse.account.Letters;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.factor.FactorService;
import dev.gatehouse.factor.FactorVerifier;
import dev.gatehouse.factor.SignIns;
import dev.gatehouse.http.Authenticator;
import dev.gatehouse.http.Operations;
import dev.gatehouse.mail.MailBudgets;
import dev.gatehouse.policy.PolicyDirectory;
import dev.gatehouse.policy.PolicyRecall;
import dev.gatehouse.policy.SignInHistory;
import dev.gatehouse.work.Background;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import javax.crypto.SecretKey;

/**
 * The front door of this feature: built once, it knows callers, binds the operations, and gives the other features what they
 * asked of the sign-in.
 */
public final class Login {

    private final SessionAuthenticator authenticator;
    private final Admissions admissions;
    private final SignOuts signOuts;
    private final Guesses guesses;
    private final UpstreamSignIns upstreamSignIns;
    private final LoginCredentials credentials;
    private final LoginRoutes loginRoutes;
    private final LinkRoutes linkRoutes;
    private final SessionRoutes sessionRoutes;
    private final ProfileRoutes profileRoutes;
    private final LoginSweep sweep;
    private final Background background = new Background();
    private final EvenTime evenTime;

    /**
     * What the sign-in is built on.
     *
     * @param mailboxKey the same on every server: makes the ids of mailboxes on the pages of a sign-in
     * @param demo told to the pages, which then say that mail is captured
     * @param endings whoever has issued something on the strength of sessions
     * @param upstream what people have connected at other identity providers
     */
    public record Parts(
            Vertx vertx,
            Db db,
            Clock clock,
            URI publicUrl,
            boolean demo,
            MeterRegistry registry,
            HashingPool hashing,
            AuditService audit,
            Letters letters,
            AccountDirectory accounts,
            PolicyDirectory policies,
            AccountRecall knownAccounts,
            PolicyRecall knownPolicies,
            Notifications notifications,
            FactorVerifier verifier,
            FactorService factors,
            SecretKey mailboxKey,
            SessionEndings endings,
            UpstreamLinks upstream) {}

    public Login(Parts parts) {
        Db db = parts.db();
        Clock clock = parts.clock();
        AuditService audit = parts.audit();
        AccountDirectory accounts = parts.accounts();
        PolicyDirectory policies = parts.policies();
        Tokens tokens = new Tokens();
        LoginMetrics metrics = new LoginMetrics(parts.registry());
        Notices notices = new Notices(parts.letters(), parts.publicUrl(), clock);

        SessionStore sessionStore = new SessionStore();
        DeviceStore deviceStore = new DeviceStore();
        TransactionStore transactionStore = new TransactionStore();
        Budgets budgets = new Budgets(db, new BudgetStore(), clock);
        PasswordStore passwordStore = new PasswordStore();
        PasswordService passwords = new PasswordService(passwordStore, clock);
        NewPasswords newPasswords =
                new NewPasswords(db, passwordStore, policies, parts.hashing(), budgets, new PasswordRules());
        PasswordCheck check = new PasswordCheck(db, passwordStore, parts.hashing());
        this.evenTime = new EvenTime(parts.vertx(), db, passwordStore, parts.hashing());
        Refusals refusals = new Refusals(db, accounts, audit, metrics);
        SessionEnder ender = new SessionEnder(sessionStore, transactionStore, parts.endings(), clock);
        PasswordChanges changes = new PasswordChanges(passwords, accounts, ender, notices, audit);
        LinkService links = new LinkService(db, new LinkStore(), accounts, tokens, clock);

        Gate gate = new Gate();
        Minter minter = new Minter(
                gate,
                sessionStore,
                new DeviceBook(deviceStore, new MailBudgets(clock), notices, tokens),
                new Arrivals(new SignInStore(), accounts, audit),
                tokens,
                clock);
        Progress progress = new Progress(
                db,
                new UnderWay(db, transactionStore, deviceStore, tokens, clock),
                new FactsReader(accounts, policies, passwords, clock),
                minter,
                new LoginStates(gate, parts.verifier(), new Mailboxes(parts.mailboxKey()), clock),
                clock);

        PasswordSignIn passwordSignIn = new PasswordSignIn(
                db,
                new Candidates(db, accounts, deviceStore, passwordStore, check, evenTime),
                budgets,
                progress,
                new FailureBook(budgets, refusals, background),
                clock);
        Answers answers = new Answers(db, progress, budgets, refusals, clock);
        PasskeyService passkeys = new PasskeyService(
                db,
                progress,
                parts.verifier(),
                answers,
                new NamelessSignIn(db, progress, parts.verifier(), accounts, budgets, refusals));
        LinkFlows flows =
                new LinkFlows(db, new LinkPasswords(db, links, policies, newPasswords), changes, progress, clock);
        ResetMails resets = new ResetMails(db, links, accounts, audit, notices, clock);
        AddressChanges addressChanges =
                new AddressChanges(accounts, links, ender, parts.factors(), changes, notices, audit, clock);
        RecoveryAddressService addresses = new RecoveryAddressService(
                db, new AddressOwners(accounts, policies), parts.verifier(), budgets, addressChanges, clock);
        Undoing undoing = new Undoing(
                ender,
                deviceStore,
                parts.factors(),
                addressChanges,
                parts.upstream(),
                changes,
                new MailBudgets(clock),
                notices,
                audit);
        StepReplies replies = new StepReplies(metrics);

        this.authenticator = new SessionAuthenticator(
                db, sessionStore, ender, parts.knownAccounts(), parts.knownPolicies(), progress, clock);
        this.admissions = new Admissions(
                authenticator,
                sessionStore,
                new FactsRecall(
                        db, parts.knownAccounts(), parts.knownPolicies(), passwords, parts.notifications(), clock),
                gate);
        this.credentials = new LoginCredentials(links, passwords, ender, notices);
        this.loginRoutes = new LoginRoutes(
                passwordSignIn,
                new LoginService(db, progress, transactionStore, newPasswords, changes),
                new AnswerService(db, progress, parts.verifier(), check, budgets, answers),
                passkeys,
                new StepUpService(db, progress, accounts, clock),
                replies);
        this.linkRoutes =
                new LinkRoutes(flows, new ResetRequests(budgets, resets, background), resets, addresses, replies);
        SessionService sessions = new SessionService(db, sessionStore, ender, accounts, audit, clock);
        this.guesses = new Guesses(budgets);
        this.upstreamSignIns = new UpstreamSignIns(db, progress, replies, clock);
        this.signOuts = new SignOuts(authenticator, sessions);
        this.sessionRoutes = new SessionRoutes(
                sessions,
                signOuts,
                new DeviceService(db, deviceStore, audit),
                new DisownService(db, sessionStore, accounts, policies, undoing, clock));
        this.profileRoutes = new ProfileRoutes(
                authenticator,
                new ProfileService(db, policies, passwords, addresses),
                new OwnPasswordService(db, accounts, sessionStore, check, budgets, newPasswords, changes, clock),
                parts.demo());
        this.sweep = new LoginSweep(db, clock);
    }

    /** What the rehearsal of a policy asks; needs nothing of the rest, which is built later. */
    public static SignInHistory history() {
        return new SignInStore();
    }

    /** What changes of authenticators do here; needs nothing of the rest, which is built later. */
    public static SignIns signIns(SessionEndings endings, Clock clock) {
        return new FactorSignIns(endings, clock);
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public Admissions admissions() {
        return admissions;
    }

    public Guesses guesses() {
        return guesses;
    }

    public UpstreamSignIns upstreamSignIns() {
        return upstreamSignIns;
    }

    public SignOuts signOuts() {
        return signOuts;
    }

    public Credentials credentials() {
        return credentials;
    }

    public void bind(Operations api) {
        loginRoutes.bind(api);
        linkRoutes.bind(api);
        sessionRoutes.bind(api);
        profileRoutes.bind(api);
    }

    /** Clears away what has expired, and looks which forms of password hashes there are. */
    public Future<Void> sweep() {
        return sweep.run().compose(done -> evenTime.survey());
    }

    /** Waits for what goes on after its answer has gone; the database must still be there. */
    public Future<Void> finish() {
        return background.join();
    }
}
