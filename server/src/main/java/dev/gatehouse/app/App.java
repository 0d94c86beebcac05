package dev.gatehouse.app;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.ImportJob;
import dev.gatehouse.account.Letters;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.account.TxtRecords;
import dev.gatehouse.audit.AuditJob;
import dev.gatehouse.audit.AuditRoutes;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.audit.Progress;
import dev.gatehouse.audit.Verdict;
import dev.gatehouse.blob.BlobStore;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.factor.Factors;
import dev.gatehouse.federation.Federation;
import dev.gatehouse.health.Health;
import dev.gatehouse.health.HealthRoutes;
import dev.gatehouse.health.LoopLag;
import dev.gatehouse.http.ApiVerticle;
import dev.gatehouse.http.ClientAddress;
import dev.gatehouse.http.Contract;
import dev.gatehouse.http.CrossSiteGuard;
import dev.gatehouse.http.HttpMetrics;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.RequestReader;
import dev.gatehouse.login.Login;
import dev.gatehouse.login.SessionEndings;
import dev.gatehouse.mail.CapturedMail;
import dev.gatehouse.mail.MailJob;
import dev.gatehouse.mail.MailService;
import dev.gatehouse.oauth.KeyJob;
import dev.gatehouse.oauth.LogoutJob;
import dev.gatehouse.oauth.OAuth;
import dev.gatehouse.policy.Policies;
import dev.gatehouse.policy.PolicyDirectory;
import dev.gatehouse.policy.PolicyRecall;
import dev.gatehouse.work.Blocking;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The composition root: builds every part with {@code new}, top to bottom, and starts what runs. */
final class App implements AutoCloseable {

    private static final Duration HASHING_DEADLINE = Duration.ofMillis(1500);
    private static final Duration ANCHOR_PAUSE = Duration.ofMinutes(1);
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final Config config;
    private final Db db;
    private final Blocking blocking;
    private final BlobStore blobs;
    private final HashingPool hashing;
    private final Accounts people;
    private final AuditService audit;
    private final Factors factors;
    private final Login login;
    private final Operations operations;
    private final Notifications notifications;
    private final CapturedMail capturedMail;
    private final AuditJob auditJob;
    private final MailJob mailJob;
    private final ImportJob importJob;
    private final KeyJob keyJob;
    private final LogoutJob logoutJob;
    private final SweepJob sweepJob;
    private final Bootstrap bootstrap;
    private final DemoSeed demo;
    private final PrometheusMeterRegistry registry;
    private final List<String> jobs = new ArrayList<>();
    private @Nullable String api;

    App(
            Vertx vertx,
            Config config,
            Installation installation,
            Health health,
            PrometheusMeterRegistry registry,
            Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.registry = registry;
        Keys keys = installation.keys();

        this.notifications = installation.notifications(vertx);
        this.db = installation.db(vertx, notifications);
        this.blocking = new Blocking(vertx);
        this.hashing = new HashingPool(
                Configured.hasher(config.hashing()),
                new HashingPool.Settings(
                        config.hashing().threads(), config.hashing().queue(), HASHING_DEADLINE));
        hashing.bindTo(registry);
        this.blobs = Configured.blobs(config, vertx, blocking, clock);
        SecretBox secrets = SecretBox.of(Map.of("1", keys.derive("secrets")), "1");

        this.audit = new AuditService(db, clock, blocking, keys.derive("audit"));
        MailService mail = new MailService(db, clock);
        AccountDirectory accounts = new AccountDirectory();
        AccountRecall knownAccounts = new AccountRecall(db, accounts, notifications, clock);
        Letters letters = new Letters(mail, accounts, clock);
        TenantDirectory tenants = new TenantDirectory();
        PolicyDirectory policies = new PolicyDirectory(clock);
        SessionEndings endings = OAuth.endings(clock);
        this.factors = new Factors(new Factors.Parts(
                db,
                clock,
                config.publicUrl(),
                secrets,
                new SecretKeySpec(keys.derive("challenges"), "HmacSHA256"),
                audit,
                mail,
                letters,
                accounts,
                policies,
                Login.signIns(endings, clock)));
        this.login = new Login(new Login.Parts(
                vertx,
                db,
                clock,
                config.publicUrl(),
                !config.production(),
                registry,
                hashing,
                audit,
                letters,
                accounts,
                policies,
                knownAccounts,
                new PolicyRecall(db, notifications, clock),
                notifications,
                factors.verifier(),
                factors.service(),
                new SecretKeySpec(keys.derive("mailboxes"), "HmacSHA256"),
                endings,
                Federation.links()));
        Federation federation = new Federation(new Federation.Parts(
                vertx,
                db,
                clock,
                config.publicUrl(),
                secrets,
                blocking,
                audit,
                letters,
                accounts,
                tenants,
                login.upstreamSignIns(),
                config.federationNetworks(),
                !config.production()));
        OAuth oauth = new OAuth(new OAuth.Parts(
                db,
                clock,
                config.publicUrl(),
                secrets,
                new SecretKeySpec(keys.derive("refresh-tokens"), "HmacSHA256"),
                notifications,
                blocking,
                audit,
                letters,
                accounts,
                knownAccounts,
                tenants,
                login.admissions(),
                login.signOuts(),
                login.guesses(),
                login.authenticator(),
                !config.production()));

        this.people = new Accounts(new Accounts.Parts(
                db, clock, audit, letters, login.credentials(), blocking, new TxtRecords(vertx, config.dnsServer())));

        this.operations = new Operations(
                Contract.load(),
                new RequestReader(new ClientAddress(config.trustedProxies())),
                new CrossSiteGuard(config.publicUrl()),
                oauth.authenticator(),
                new HttpMetrics(registry));
        new HealthRoutes(health).bind(operations);
        login.bind(operations);
        factors.bind(operations);
        oauth.bind(operations);
        federation.bind(operations);
        new Policies(db, tenants, audit, Login.history(), clock).bind(operations);
        people.bind(operations);
        new AuditRoutes(audit).bind(operations);
        operations.requireComplete();

        this.auditJob = new AuditJob(audit, ANCHOR_PAUSE);
        this.mailJob = new MailJob(mail, notifications, Configured.relay(config));
        this.capturedMail = new CapturedMail(db);
        factors.bindTo(registry);
        this.bootstrap = new Bootstrap(db, tenants, people.organisations(), people.accounts(), accounts);
        this.demo = new DemoSeed(db, hashing, factors, config.dataDir(), clock);
        this.importJob = people.importJob(notifications);
        this.keyJob = oauth.keyJob();
        this.logoutJob = oauth.logoutJob();
        this.sweepJob = new SweepJob(
                SWEEP_PAUSE, List.of(login::sweep, factors::sweep, people::sweep, oauth::sweep, federation::sweep));
        health.depend("database", db::check);
        // No feature keeps large objects yet: that their store is down must not end sign-in.
        health.observe("blobs", blobs::check);
    }

    /** Starts serving, and what runs in the background. */
    Future<Void> start() {
        DeploymentOptions onEachLoop =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        DeploymentOptions mayWait = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        return notifications
                .start()
                .compose(listening -> job(vertx.deployVerticle(keyJob)))
                .compose(keys -> vertx.deployVerticle(
                        () -> new ApiVerticle(operations, config.publicUrl(), config.httpPort()), onEachLoop))
                .onSuccess(id -> this.api = id)
                .compose(id -> job(vertx.deployVerticle(() -> new LoopLag(registry), onEachLoop)))
                .compose(lag -> job(vertx.deployVerticle(mailJob)))
                .compose(mail -> job(vertx.deployVerticle(logoutJob)))
                .compose(logouts -> job(vertx.deployVerticle(importJob)))
                .compose(imports -> job(vertx.deployVerticle(sweepJob)))
                .compose(sweep -> job(vertx.deployVerticle(auditJob, mayWait)));
    }

    private Future<Void> job(Future<String> deployed) {
        return deployed.map(id -> {
            jobs.add(id);
            return null;
        });
    }

    /**
     * Lets running requests finish, then the jobs, then what goes on after its answer has gone, then lets go of the
     * database. The management port is not ours and stays.
     */
    Future<Void> stop() {
        Future<Void> served = api == null ? Future.succeededFuture() : vertx.undeploy(api);
        return served.eventually(
                        () -> Future.join(jobs.stream().map(vertx::undeploy).toList()))
                .eventually(this::settle)
                .eventually(notifications::close)
                .eventually(db::close);
    }

    /** Ends the threads and lets go of the files, after {@link #stop}. Blocks. */
    @Override
    public void close() {
        hashing.close();
        factors.close();
        blobs.close();
        blocking.close();
    }

    Db db() {
        return db;
    }

    /** Waits for what goes on after its answer has gone. */
    Future<Void> settle() {
        return login.finish();
    }

    Factors factors() {
        return factors;
    }

    /** The import of people from the command line; answers with the exit status. */
    Future<Integer> importAccounts(Optional<String> domain, Path file, PrintStream out) {
        return people.importCommand(vertx, out).run(domain, file);
    }

    /** What became of every organisation's audit log. */
    Future<List<Verdict>> verifyAudit(Consumer<Progress> told) {
        return audit.verifyAll(told);
    }

    /** Lets the first person into a new installation, where one is named. */
    Future<Void> welcome() {
        return config.firstAdministrator().map(bootstrap::run).orElseGet(Future::succeededFuture);
    }

    /** Fills an empty installation with people to try it with. */
    Future<Void> seedDemo() {
        return demo.run();
    }

    /** What the management port has in this run mode, beside probes and metrics. */
    void mountManagement(Router router) {
        if (config.showsCapturedMail()) {
            capturedMail.mount(router);
        }
    }
}
