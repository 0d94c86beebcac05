package dev.gatehouse.oauth;

import dev.gatehouse.http.ProblemType;
import dev.gatehouse.login.Acr;
import dev.gatehouse.login.Admission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decides what an authorization request needs of a person now (OpenID Connect Core 1.0, section 3.1.2.3). Knows nothing but its
 * arguments.
 *
 * @param admission of the person who is signed in
 * @param parked the request, if it has waited for the person before
 * @param hinted whom the client expects
 * @param consented scopes that the person has let this client have before
 */
record Interaction(
        Client client,
        AuthorizationRequest request,
        Optional<Admission> admission,
        Optional<ParkedRequest> parked,
        Optional<UUID> hinted,
        Set<String> consented,
        Instant now) {

    /** What comes next. */
    sealed interface Outcome {

        record Issue(Admission admission) implements Outcome {}

        record Ask(Step step) implements Outcome {}

        record Refuse(ProblemType why) implements Outcome {}
    }

    Outcome decide() {
        if (parked.map(ParkedRequest::denied).orElse(false)) {
            return new Outcome.Refuse(OAuthProblems.ACCESS_DENIED);
        }
        Outcome outcome = admission.map(this::decide).orElseGet(() -> new Outcome.Ask(Step.SIGN_IN));
        return outcome instanceof Outcome.Ask ask && request.prompts(AuthorizationRequest.NONE)
                ? new Outcome.Refuse(unasked(ask.step()))
                : outcome;
    }

    /** What a client is told that does not want the person asked. */
    private static ProblemType unasked(Step step) {
        return switch (step) {
            case SIGN_IN, CONFIRM, FACTOR -> OAuthProblems.LOGIN_REQUIRED;
            case CHOOSE -> OAuthProblems.ACCOUNT_SELECTION_REQUIRED;
            case CONSENT -> OAuthProblems.CONSENT_REQUIRED;
        };
    }

    private Outcome decide(Admission admitted) {
        UUID accountId = admitted.account().id();
        if (hinted.filter(wanted -> !wanted.equals(accountId)).isPresent()) {
            return new Outcome.Ask(Step.SIGN_IN);
        }
        if (!client.serves(admitted.account().organisationId())) {
            return new Outcome.Refuse(OAuthProblems.ACCESS_DENIED);
        }
        Optional<Outcome> proof = proof(admitted);
        if (proof.isPresent()) {
            return proof.get();
        }
        boolean chosen =
                parked.map(ParkedRequest::chosenBy).filter(accountId::equals).isPresent();
        if (request.prompts(AuthorizationRequest.SELECT_ACCOUNT) && !chosen && !fresh(admitted)) {
            return new Outcome.Ask(Step.CHOOSE);
        }
        boolean approved =
                parked.map(ParkedRequest::approvedBy).filter(accountId::equals).isPresent();
        // What was said yes to is kept as a consent; a client that may have more by now has to ask again.
        boolean asked = approved || !request.prompts(AuthorizationRequest.CONSENT);
        boolean known = asked && consented.containsAll(request.scopes());
        return client.settings().firstParty() || known ? new Outcome.Issue(admitted) : new Outcome.Ask(Step.CONSENT);
    }

    /** What is missing in when and how the person has proved to be who they say. */
    private Optional<Outcome> proof(Admission admitted) {
        boolean tooOld = request.maxAge()
                .map(age -> admitted.authTime().plus(age).isBefore(now))
                .orElse(false);
        if (!fresh(admitted) && (tooOld || request.prompts(AuthorizationRequest.LOGIN))) {
            return Optional.of(new Outcome.Ask(Step.CONFIRM));
        }
        if (misses(request.essentialAcr(), admitted)) {
            return Optional.of(
                    canDoMore(admitted)
                            ? new Outcome.Ask(Step.FACTOR)
                            : new Outcome.Refuse(OAuthProblems.UNMET_AUTHENTICATION_REQUIREMENTS));
        }
        return misses(request.wantedAcr(), admitted) && canDoMore(admitted)
                ? Optional.of(new Outcome.Ask(Step.FACTOR))
                : Optional.empty();
    }

    /** Whether the person has proved something since this request came. */
    private boolean fresh(Admission admitted) {
        return parked.filter(request -> admitted.authTime().isAfter(request.createdAt()))
                .isPresent();
    }

    private static boolean misses(Optional<Acr> wanted, Admission admitted) {
        return wanted.filter(acr -> !admitted.acr().satisfies(acr)).isPresent();
    }

    /** There is an authenticator that was not used, or a stronger one that was not used for this request. */
    private boolean canDoMore(Admission admitted) {
        return admitted.hasFactor() && !(fresh(admitted) && admitted.acr().satisfies(Acr.MFA));
    }
}
