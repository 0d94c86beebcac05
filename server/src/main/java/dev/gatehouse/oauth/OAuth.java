package dev.gatehouse.oauth;

import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.account.Letters;
import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.SecretBox;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.http.Authenticator;
import dev.gatehouse.http.Operations;
import dev.gatehouse.login.Admissions;
import dev.gatehouse.login.Guesses;
import dev.gatehouse.login.SessionEndings;
import dev.gatehouse.login.SignOuts;
import dev.gatehouse.mail.MailBudgets;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import javax.crypto.SecretKey;

/** The front door of this feature: built once, it binds the operations, knows callers by their tokens, and has jobs. */
public final class OAuth {

    private final Authenticator authenticator;
    private final KeyRoutes keyRoutes;
    private final ClientRoutes clientRoutes;
    private final AuthorizationRoutes authorizationRoutes;
    private final TokenRoutes tokenRoutes;
    private final ConnectedAppRoutes appRoutes;
    private final LogoutRoutes logoutRoutes;
    private final DeviceRoutes deviceRoutes;
    private final KeyJob keyJob;
    private final LogoutJob logoutJob;
    private final OAuthJob job;

    /**
     * What the authorization server is built on.
     *
     * @param refreshKey for HmacSHA256, vouches for refresh tokens; all of them die with it
     * @param sessions knows callers who come without a token
     * @param demo applications of anybody may be on this computer
     */
    public record Parts(
            Db db,
            Clock clock,
            URI publicUrl,
            SecretBox secrets,
            SecretKey refreshKey,
            Notifications notifications,
            Blocking blocking,
            AuditService audit,
            Letters letters,
            AccountDirectory accounts,
            AccountRecall knownAccounts,
            TenantDirectory tenants,
            Admissions admissions,
            SignOuts signOuts,
            Guesses guesses,
            Authenticator sessions,
            boolean demo) {}

    public OAuth(Parts parts) {
        Db db = parts.db();
        Clock clock = parts.clock();
        Issuer issuer = Issuer.of(parts.publicUrl());
        Tokens tokens = new Tokens();
        RefreshTokens refreshTokens = new RefreshTokens(parts.refreshKey());

        ClientStore clientStore = new ClientStore();
        GrantStore grants = new GrantStore();
        JtiStore jtis = new JtiStore();
        KeyService keys = new KeyService(db, new KeyStore(parts.secrets()), parts.audit(), parts.blocking(), clock);
        ClientDirectory clients = new ClientDirectory(db, clientStore, parts.notifications(), clock);
        ClientAuthenticator clientAuthenticator =
                new ClientAuthenticator(clients, new ClientAssertions(db, jtis, issuer, clock), clock);
        TokenVerifier verifier = new TokenVerifier(keys::ring, issuer, clock);
        DpopProofs proofs = new DpopProofs(db, jtis, issuer, clock);
        BearerTokens bearer = new BearerTokens(
                db, verifier, new GrantRecall(db, grants, parts.notifications(), clock), jtis, clients, proofs);
        TokenMinter minter = new TokenMinter(issuer, new TokenSigner(keys::ring), refreshTokens, grants, tokens, clock);
        GrantRevoker revoker = new GrantRevoker(
                db,
                grants,
                parts.accounts(),
                parts.audit(),
                new GrantNotices(clientStore, parts.letters(), new MailBudgets(clock), issuer),
                clock);
        GrantGate gate = new GrantGate(parts.admissions(), revoker);

        this.authenticator = new BearerAuthenticator(parts.sessions(), bearer, parts.knownAccounts(), clients, issuer);
        this.keyRoutes = new KeyRoutes(keys, new Discovery(issuer));
        this.clientRoutes =
                new ClientRoutes(new ClientService(db, clientStore, parts.tenants(), parts.audit(), tokens, clock));
        this.authorizationRoutes =
                authorizationRoutes(parts, issuer, tokens, clients, clientAuthenticator, proofs, verifier, minter);
        DeviceStore devices = new DeviceStore();
        Map<String, GrantType> grantTypes = Map.of(
                GrantType.AUTHORIZATION_CODE,
                new CodeGrant(db, grants, revoker, tokens, gate, minter, clock),
                GrantType.REFRESH_TOKEN,
                new RefreshGrant(db, grants, revoker, refreshTokens, gate, minter, clock),
                GrantType.CLIENT_CREDENTIALS,
                new ClientCredentialsGrant(minter),
                GrantType.DEVICE_CODE,
                new DeviceGrant(db, devices, grants, tokens, gate, minter, clock));
        this.tokenRoutes = new TokenRoutes(
                new TokenService(clientAuthenticator, proofs, grantTypes),
                new IntrospectionService(db, clientAuthenticator, bearer, refreshTokens, grants, issuer, clock),
                new RevocationService(db, clientAuthenticator, verifier, refreshTokens, grants, jtis, clock),
                new UserInfoService(bearer, parts.knownAccounts(), issuer));
        this.appRoutes =
                new ConnectedAppRoutes(new ConnectedAppService(db, new ConsentStore(), grants, parts.audit(), clock));
        this.logoutRoutes = new LogoutRoutes(new LogoutService(
                clients, verifier, new Parking(db, new RequestStore(), tokens, clock), parts.signOuts()));
        this.deviceRoutes = new DeviceRoutes(
                new DeviceService(db, devices, clientAuthenticator, tokens, issuer, clock),
                new DeviceApprovalService(
                        db, devices, clients, parts.admissions(), parts.guesses(), minter, parts.audit(), clock));
        this.logoutJob = new LogoutJob(
                db,
                new LogoutStore(),
                clients,
                minter,
                new LogoutTargets(parts.blocking(), parts.demo()),
                parts.notifications(),
                clock);
        this.keyJob = new KeyJob(keys, parts.notifications());
        this.job = new OAuthJob(db, clock);
    }

    private static AuthorizationRoutes authorizationRoutes(
            Parts parts,
            Issuer issuer,
            Tokens tokens,
            ClientDirectory clients,
            ClientAuthenticator clientAuthenticator,
            DpopProofs proofs,
            TokenVerifier verifier,
            TokenMinter minter) {
        Db db = parts.db();
        Clock clock = parts.clock();
        RequestStore requests = new RequestStore();
        ConsentStore consents = new ConsentStore();
        Parking parking = new Parking(db, requests, tokens, clock);
        InteractionReader reader = new InteractionReader(db, consents, verifier, clock);
        return new AuthorizationRoutes(
                new AuthorizationService(db, clients, parking, parts.admissions(), reader, minter, issuer),
                new PushService(clientAuthenticator, proofs, parking, issuer),
                new InteractionService(
                        db, clients, parking, requests, consents, parts.admissions(), reader, parts.audit(), clock));
    }

    /** What the end of a session means to what was issued in it; needs nothing of the rest, which is built later. */
    public static SessionEndings endings(Clock clock) {
        return new GrantEndings(new GrantStore(), new LogoutStore(), clock);
    }

    /** Knows callers by session or by access token. */
    public Authenticator authenticator() {
        return authenticator;
    }

    public void bind(Operations api) {
        keyRoutes.bind(api);
        clientRoutes.bind(api);
        authorizationRoutes.bind(api);
        tokenRoutes.bind(api);
        appRoutes.bind(api);
        logoutRoutes.bind(api);
        deviceRoutes.bind(api);
    }

    /** Keeps the signing keys; its start must be over before anybody is served. */
    public KeyJob keyJob() {
        return keyJob;
    }

    /** Tells applications of the ends of sessions. */
    public LogoutJob logoutJob() {
        return logoutJob;
    }

    /** Clears away what has expired. */
    public Future<Void> sweep() {
        return job.sweep();
    }
}
