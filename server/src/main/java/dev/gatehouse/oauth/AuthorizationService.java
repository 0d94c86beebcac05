package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.Admission;
import dev.gatehouse.login.Admissions;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization endpoint (RFC 6749, section 3.1): a browser comes with what an application wants, and goes on with a code, with
 * a refusal, or to a page of ours from which it comes back here.
 */
final class AuthorizationService {

    private final Db db;
    private final ClientDirectory clients;
    private final Parking parking;
    private final Admissions admissions;
    private final InteractionReader reader;
    private final TokenMinter minter;
    private final Issuer issuer;

    AuthorizationService(
            Db db,
            ClientDirectory clients,
            Parking parking,
            Admissions admissions,
            InteractionReader reader,
            TokenMinter minter,
            Issuer issuer) {
        this.db = db;
        this.clients = clients;
        this.parking = parking;
        this.admissions = admissions;
        this.reader = reader;
        this.minter = minter;
        this.issuer = issuer;
    }

    /** Where the browser goes. */
    sealed interface Destination {

        /** To the client, with these parameters. */
        record Application(AuthorizationResponse response, Map<String, String> parameters) implements Destination {}

        /** To a page of ours, for a request that waits under that token. */
        record Page(Step step, Token token) implements Destination {}
    }

    /** An authorization whose client and whose destination are certain. */
    private record Visit(Request request, Client client, Parking.Asked asked, AuthorizationResponse response) {}

    /** Fails with a problem only while it is not certain where the client may be told of one. */
    Future<Destination> authorize(Request request) {
        return parking.asked(request.parameters())
                .compose(asked -> clients.usable(asked.parameters().getOrDefault("client_id", ""))
                        .map(found -> found.orElseThrow(OAuthProblems.UNKNOWN_APPLICATION::problem))
                        .map(client -> new Visit(
                                request,
                                client,
                                asked,
                                AuthorizationParser.response(client, asked.parameters(), issuer))))
                .compose(visit -> Future.succeededFuture(visit)
                        .compose(this::answer)
                        .recover(failure -> refusal(visit, failure)));
    }

    private Future<Destination> answer(Visit visit) {
        if (visit.asked().direct() && visit.client().settings().parRequired()) {
            throw OAuthProblems.MALFORMED.problem("This client must push its authorization requests.");
        }
        return admissions
                .ofSession(visit.request())
                .compose(admission -> reader.read(
                        visit.client(),
                        visit.asked().parameters(),
                        visit.asked().parked(),
                        admission))
                .compose(interaction -> switch (interaction.decide()) {
                    case Interaction.Outcome.Issue issue -> issue(visit, interaction.request(), issue.admission());
                    case Interaction.Outcome.Ask ask -> ask(visit, ask.step());
                    case Interaction.Outcome.Refuse refuse ->
                        Future.failedFuture(refuse.why().problem());
                });
    }

    private Future<Destination> issue(Visit visit, AuthorizationRequest wanted, Admission admission) {
        Optional<ParkedRequest> parked = visit.asked().parked();
        return db.transaction(tx -> parked.map(request -> parking.take(tx, request))
                        .orElseGet(Future::succeededFuture)
                        .compose(taken -> minter.code(tx, admission, visit.client(), wanted))
                        .compose(code -> admissions.stands(tx, admission).map(stands -> {
                            if (!stands) {
                                throw OAuthProblems.LOGIN_REQUIRED.problem();
                            }
                            return code;
                        })))
                .map(code -> new Destination.Application(
                        visit.response(), visit.response().code(code.secret())));
    }

    private Future<Destination> ask(Visit visit, Step step) {
        requirePage(visit.request());
        return visit.asked()
                .parked()
                .map(parked -> Future.succeededFuture(parked.token()))
                .orElseGet(() -> parking.park(
                        visit.client(),
                        visit.asked().parameters(),
                        visit.request().origin()))
                .map(token -> new Destination.Page(step, token));
    }

    /** Images, scripts and frames of other sites bring no person along who could answer; nothing waits on their behalf. */
    private static void requirePage(Request request) {
        boolean page = request.headers("Sec-Fetch-Dest").stream().allMatch("document"::equals);
        if (!page && !request.headers("Sec-Fetch-Site").contains("same-origin")) {
            throw HttpProblems.CROSS_SITE_REQUEST.problem();
        }
    }

    /** A refusal is an answer: whatever waited for it waits no more. */
    private Future<Destination> refusal(Visit visit, Throwable failure) {
        if (!(failure instanceof Problem problem) || OAuthProblems.forThePerson(problem)) {
            return Future.failedFuture(failure);
        }
        Future<Void> forgotten = visit.asked()
                .parked()
                .map(parked -> db.query(client -> parking.take(client, parked)))
                .orElseGet(Future::succeededFuture);
        return forgotten.map(done ->
                new Destination.Application(visit.response(), visit.response().refusal(problem)));
    }
}
