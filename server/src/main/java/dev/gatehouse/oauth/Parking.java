package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Network;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps authorization requests while a person is at a page of ours. A request that waits is named by the same {@code request_uri} as
 * one that its client has pushed (RFC 9126, section 2.2).
 */
final class Parking {

    private static final String URN = "urn:ietf:params:oauth:request_uri:";
    /** A sign-in may take twenty minutes, and a decision some more. */
    private static final Duration LIFE = Duration.ofMinutes(30);
    /** From the answer to the client until the browser is here. */
    static final Duration PUSHED_LIFE = Duration.ofSeconds(90);
    /** A whole company may come from one network at nine o'clock. */
    private static final int MOST_OF_ONE_NETWORK = 5_000;

    private final Db db;
    private final RequestStore store;
    private final Tokens tokens;
    private final Clock clock;

    Parking(Db db, RequestStore store, Tokens tokens, Clock clock) {
        this.db = db;
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * What is asked for, and whether it has waited here.
     *
     * @param direct the browser has brought it, and not the client
     */
    record Asked(Map<String, String> parameters, Optional<ParkedRequest> parked, boolean direct) {}

    /** The parameters of a request, or those that its {@code request_uri} stands for; fails with {@code request-gone}. */
    Future<Asked> asked(Map<String, String> parameters) {
        String uri = parameters.getOrDefault("request_uri", "");
        if (!uri.startsWith(URN)) {
            return Future.succeededFuture(new Asked(parameters, Optional.empty(), true));
        }
        Token token = parse(uri).orElseThrow(OAuthProblems.REQUEST_GONE::problem);
        return find(token)
                .compose(parked -> parked.isPresent()
                        ? Future.succeededFuture(
                                Optional.of(new Asked(parked.get().parameters(), parked, false)))
                        : pushed(token))
                .map(found -> found.filter(asked -> sameClient(asked, parameters))
                        .orElseThrow(OAuthProblems.REQUEST_GONE::problem));
    }

    /** A pushed request is used up by the visit, whatever comes of it (RFC 9126, section 4). */
    private Future<Optional<Asked>> pushed(Token token) {
        return db.query(client -> store.take(client, RequestStore.PUSHED, token, clock.instant()))
                .map(found -> found.map(request -> new Asked(request.parameters(), Optional.empty(), false)));
    }

    private static boolean sameClient(Asked asked, Map<String, String> parameters) {
        return asked.parameters().getOrDefault("client_id", "").equals(parameters.get("client_id"));
    }

    /** A request that waits for a person. */
    Future<Optional<ParkedRequest>> find(Token token) {
        return db.query(client -> store.find(client, RequestStore.INTERACTION, token, clock.instant()));
    }

    /** Lets a request wait. */
    Future<Token> park(Client client, Map<String, String> parameters, Origin origin) {
        return keep(RequestStore.INTERACTION, client, parameters, Network.around(origin.network()), LIFE);
    }

    /** Keeps what a client has sent itself. A client that proves itself has a place of its own. */
    Future<Token> push(Client client, Map<String, String> parameters, Origin origin) {
        String whose = client.confidential() ? "client " + client.id() : Network.around(origin.network());
        return keep(RequestStore.PUSHED, client, parameters, whose, PUSHED_LIFE);
    }

    private Future<Token> keep(
            String kind, Client client, Map<String, String> parameters, String whose, Duration life) {
        Instant now = clock.instant();
        ParkedRequest request = new ParkedRequest(tokens.next(), client.id(), parameters, now, null, null, false);
        return db.query(sql -> store.insert(sql, kind, request, whose, now.plus(life), MOST_OF_ONE_NETWORK))
                .map(request.token());
    }

    /** Keeps a wish to sign out while the person decides. */
    Future<Token> parkLogout(Client client, Map<String, String> parameters, Origin origin) {
        return keep(RequestStore.LOGOUT, client, parameters, Network.around(origin.network()), LIFE);
    }

    /** A wish to sign out that waits; fails with {@code request-gone}. */
    Future<ParkedRequest> logout(Token token) {
        return db.query(client -> store.find(client, RequestStore.LOGOUT, token, clock.instant()))
                .map(found -> found.orElseThrow(OAuthProblems.REQUEST_GONE::problem));
    }

    /** Uses such a wish up; fails with {@code request-gone} when somebody else has. */
    Future<ParkedRequest> takeLogout(Token token) {
        return db.query(client -> store.take(client, RequestStore.LOGOUT, token, clock.instant()))
                .map(found -> found.orElseThrow(OAuthProblems.REQUEST_GONE::problem));
    }

    /** Uses a request up; fails with {@code request-gone} when somebody else has. */
    Future<Void> take(SqlClient client, ParkedRequest request) {
        return store.take(client, RequestStore.INTERACTION, request.token(), clock.instant())
                .compose(taken -> taken.isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(OAuthProblems.REQUEST_GONE.problem()));
    }

    /** Where the browser goes on with a request that has waited. */
    static String resume(ParkedRequest request) {
        return "/oauth2/authorize?client_id=" + request.clientId() + "&request_uri=" + uri(request.token());
    }

    /** The token of a {@code request_uri} of ours. */
    static Optional<Token> parse(String uri) {
        return uri.startsWith(URN) ? Token.parse(uri.substring(URN.length())) : Optional.empty();
    }

    static String uri(Token token) {
        return URN + token.secret();
    }

    /**
     * The token of a request, as a page sends it.
     *
     * @throws Problem {@code request-gone}
     */
    static Token token(String sent) {
        return Token.parse(sent).orElseThrow(OAuthProblems.REQUEST_GONE::problem);
    }
}
