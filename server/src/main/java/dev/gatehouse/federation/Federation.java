package dev.gatehouse.federation;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.Letters;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Network;
import dev.gatehouse.http.Operations;
import dev.gatehouse.login.UpstreamLinks;
import dev.gatehouse.login.UpstreamSignIns;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The front door of this feature: built once, it binds the operations. */
public final class Federation {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Db db;
    private final Clock clock;
    private final TripStore tripStore = new TripStore();
    private final ProviderRoutes providerRoutes;
    private final FederationRoutes routes;

    /**
     * What it is built on.
     *
     * @param networks that are not public and where providers may be all the same
     * @param demo providers may be anywhere, without TLS as well
     */
    public record Parts(
            Vertx vertx,
            Db db,
            Clock clock,
            URI publicUrl,
            SecretBox secrets,
            Blocking blocking,
            AuditService audit,
            Letters letters,
            AccountDirectory accounts,
            TenantDirectory tenants,
            UpstreamSignIns signIns,
            List<Network> networks,
            boolean demo) {}

    public Federation(Parts parts) {
        this.db = parts.db();
        this.clock = parts.clock();
        Targets targets = new Targets(parts.blocking(), parts.networks(), parts.demo());
        UpstreamHttp http = new UpstreamHttp(parts.vertx(), targets, PATIENCE);
        Upstreams upstreams = new Upstreams(http, targets, clock);
        ProviderSecrets secrets = new ProviderSecrets(parts.secrets());
        ProviderStore providers = new ProviderStore();
        IdentityStore identities = new IdentityStore();
        Trips trips = new Trips(
                db,
                tripStore,
                upstreams,
                new CodeExchange(http, upstreams, secrets, clock),
                new Tokens(),
                parts.publicUrl(),
                clock);
        this.providerRoutes = new ProviderRoutes(
                new ProviderService(
                        db, providers, secrets, upstreams, targets, trips, parts.tenants(), parts.audit(), clock),
                trips::redirectUri);
        this.routes = new FederationRoutes(
                new UpstreamSignInService(
                        db,
                        providers,
                        identities,
                        trips,
                        parts.signIns(),
                        parts.accounts(),
                        parts.tenants(),
                        parts.audit(),
                        clock),
                new IdentityService(
                        db,
                        providers,
                        identities,
                        trips,
                        parts.accounts(),
                        parts.tenants(),
                        new IdentityNotices(parts.letters(), parts.publicUrl(), clock),
                        parts.audit(),
                        clock));
    }

    /** What people have connected; needs nothing of the rest, which is built later. */
    public static UpstreamLinks links() {
        return new IdentityStore();
    }

    public void bind(Operations api) {
        providerRoutes.bind(api);
        routes.bind(api);
    }

    /** Clears away what has expired. */
    public Future<Void> sweep() {
        return db.query(client -> tripStore.forget(client, clock.instant()));
    }
}
