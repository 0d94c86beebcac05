package dev.gatehouse.oauth;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Problem;
import dev.gatehouse.login.Admission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Gathers what an {@link Interaction} is decided on. */
final class InteractionReader {

    private final Db db;
    private final ConsentStore consents;
    private final TokenVerifier verifier;
    private final Clock clock;

    InteractionReader(Db db, ConsentStore consents, TokenVerifier verifier, Clock clock) {
        this.db = db;
        this.consents = consents;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Checks the parameters, whether they come for the first time or have been parked; fails with what the client is told. */
    Future<Interaction> read(
            Client client,
            Map<String, String> parameters,
            Optional<ParkedRequest> parked,
            Optional<Admission> admission) {
        AuthorizationRequest request = AuthorizationParser.read(client, parameters);
        Optional<UUID> hinted = request.idTokenHint().map(hint -> hinted(client, hint));
        return consented(client, admission)
                .map(consented ->
                        new Interaction(client, request, admission, parked, hinted, consented, clock.instant()));
    }

    private Future<Set<String>> consented(Client client, Optional<Admission> admission) {
        return admission.isEmpty() || client.settings().firstParty()
                ? Future.succeededFuture(Set.of())
                : db.query(sql -> consents.find(sql, admission.get().account().id(), client.id()));
    }

    /**
     * Whom the client expects, by an ID token that it has of ours.
     *
     * @throws Problem {@code invalid_request}
     */
    private UUID hinted(Client client, String idToken) {
        return verifier.idTokenHint(idToken)
                .filter(claims -> client.id().toString().equals(claims.getString("aud")))
                .map(InteractionReader::subject)
                .orElseThrow(() -> OAuthProblems.MALFORMED.problem("id_token_hint is no ID token of this client."));
    }

    private static UUID subject(JsonObject claims) {
        return UUID.fromString(claims.getString("sub"));
    }
}
