package dev.gatehouse.federation;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Network;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends browsers to providers, and takes what they bring back. */
final class Trips {

    private static final Logger LOG = LoggerFactory.getLogger(Trips.class);

    /** A whole company may come from one network at nine o'clock. */
    private static final int MOST_OF_ONE_NETWORK = 2_000;

    private final Db db;
    private final TripStore store;
    private final Upstreams upstreams;
    private final CodeExchange exchange;
    private final Tokens tokens;
    private final URI publicUrl;
    private final Clock clock;

    Trips(
            Db db,
            TripStore store,
            Upstreams upstreams,
            CodeExchange exchange,
            Tokens tokens,
            URI publicUrl,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.upstreams = upstreams;
        this.exchange = exchange;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Where a browser has to go, and the cookie by which it is known when it comes back. */
    record Departure(String location, List<Cookie> cookies) {}

    /**
     * Begins a trip.
     *
     * @param loginHint the address that was typed here
     */
    Future<Departure> begin(
            Request request, Provider provider, Purpose purpose, @Nullable UUID sessionId, Optional<String> loginHint) {
        Trip trip = Trip.begin(request, tokens);
        String network = Network.around(request.origin().network());
        return upstreams
                .metadata(provider.issuer())
                .compose(document -> db.query(client -> store.insert(
                                client,
                                trip,
                                provider.id(),
                                purpose,
                                sessionId,
                                network,
                                clock.instant(),
                                MOST_OF_ONE_NETWORK))
                        .map(stored -> {
                            if (!stored) {
                                throw FederationProblems.TOO_MANY_SIGN_INS.problem();
                            }
                            String location = location(document, provider, trip, loginHint);
                            return new Departure(location, List.of(trip.cookie()));
                        }))
                .recover(failure -> Future.failedFuture(told(provider, failure)));
    }

    /**
     * Takes what a browser has brought back, and asks the provider for the ID token. Answers of other browsers, other sessions and
     * other providers, and second ones, are refused before anybody is asked anything.
     */
    Future<IdToken> arrive(Request request, Provider provider, Purpose purpose, @Nullable UUID sessionId) {
        JsonObject answer = request.body();
        Trip trip = Trip.back(request, answer.getString("state")).orElseThrow(FederationProblems.OVER::problem);
        return db.query(client -> store.take(client, trip, provider.id(), purpose, sessionId, clock.instant()))
                .map(taken -> {
                    if (!taken) {
                        throw FederationProblems.OVER.problem();
                    }
                    return provider;
                })
                .compose(known -> upstreams.metadata(known.issuer()))
                .compose(document -> {
                    requireSameIssuer(document, answer.getString("iss"));
                    String code = answer.getString("code");
                    if (code == null) {
                        throw FederationProblems.DENIED.problem();
                    }
                    return exchange.redeem(document, provider, trip, code, redirectUri(provider.id()));
                })
                .recover(failure -> Future.failedFuture(told(provider, failure)));
    }

    /** The address to register at a provider. Each has one of its own, so that an answer of another one arrives elsewhere. */
    String redirectUri(UUID providerId) {
        return publicUrl.resolve("/sign-in/with/" + providerId).toString();
    }

    /** RFC 9207, section 2.4: an answer that names another issuer, or none where it always would, is of somebody else. */
    private static void requireSameIssuer(Metadata document, @Nullable String issuer) {
        if (issuer == null ? document.namesIssuer() : !Objects.equals(issuer, document.issuer())) {
            throw new NotTrusted("The answer is of another identity provider.");
        }
    }

    private String location(Metadata document, Provider provider, Trip trip, Optional<String> loginHint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", provider.clientId());
        parameters.put("redirect_uri", redirectUri(provider.id()));
        parameters.put("scope", "openid email");
        parameters.put("state", trip.state().secret());
        parameters.put("nonce", trip.nonce());
        parameters.put("code_challenge", trip.challenge());
        parameters.put("code_challenge_method", "S256");
        loginHint.ifPresent(hint -> parameters.put("login_hint", hint));
        if (provider.domainHint() != null) {
            parameters.put("hd", provider.domainHint());
            parameters.put("domain_hint", provider.domainHint());
        }
        String endpoint = document.authorizationEndpoint();
        return endpoint + (endpoint.contains("?") ? "&" : "?") + Forms.encode(parameters);
    }

    private static Throwable told(Provider provider, Throwable failure) {
        return switch (failure) {
            case UpstreamFailure silent -> {
                log(provider, silent.sentence());
                yield FederationProblems.UNAVAILABLE.problem(silent.sentence());
            }
            case NotTrusted bad -> {
                log(provider, bad.sentence());
                yield FederationProblems.NOT_TRUSTED.problem(bad.sentence());
            }
            case Problem problem -> problem;
            default -> failure;
        };
    }

    private static void log(Provider provider, String why) {
        LOG.atWarn()
                .addKeyValue("provider", provider.id())
                .addKeyValue("why", why)
                .log("an identity provider was of no use");
    }
}
