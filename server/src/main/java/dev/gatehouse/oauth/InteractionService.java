package dev.gatehouse.oauth;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Request;
import dev.gatehouse.login.Admission;
import dev.gatehouse.login.Admissions;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** What our own pages ask about, and say to, an authorization request that waits for a person. */
final class InteractionService {

    private final Db db;
    private final ClientDirectory clients;
    private final Parking parking;
    private final RequestStore requests;
    private final ConsentStore consents;
    private final Admissions admissions;
    private final InteractionReader reader;
    private final AuditService audit;
    private final Clock clock;

    InteractionService(
            Db db,
            ClientDirectory clients,
            Parking parking,
            RequestStore requests,
            ConsentStore consents,
            Admissions admissions,
            InteractionReader reader,
            AuditService audit,
            Clock clock) {
        this.db = db;
        this.clients = clients;
        this.parking = parking;
        this.requests = requests;
        this.consents = consents;
        this.admissions = admissions;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A request that waits.
     *
     * @param step what the person has to do; empty when the browser can go on, with whatever answer
     */
    record View(ParkedRequest parked, Interaction interaction, Optional<Step> step) {}

    /** Where a request stands, for this browser. */
    Future<View> look(Request request, Token token) {
        return admissions.ofSession(request).compose(admission -> view(token, admission));
    }

    private Future<View> view(Token token, Optional<Admission> admission) {
        return parking.find(token)
                .map(found -> found.orElseThrow(OAuthProblems.REQUEST_GONE::problem))
                .compose(parked -> clients.usable(parked.clientId().toString())
                        .map(client -> client.orElseThrow(OAuthProblems.REQUEST_GONE::problem))
                        .compose(client -> reader.read(client, parked.parameters(), Optional.of(parked), admission))
                        .map(interaction -> new View(parked, interaction, step(interaction))));
    }

    private static Optional<Step> step(Interaction interaction) {
        return interaction.decide() instanceof Interaction.Outcome.Ask ask ? Optional.of(ask.step()) : Optional.empty();
    }

    /**
     * The person says yes to what was shown.
     *
     * @param shown what the page has asked; fails with {@code conflict} when that is not what is asked now
     * @param scopes those that it has shown, where it has asked for a consent; the client may be allowed more or less meanwhile
     */
    Future<ParkedRequest> approve(Caller caller, Request request, Token token, Step shown, Set<String> scopes) {
        caller.require(Permission.SELF);
        return look(request, token).compose(view -> {
            boolean same = shown != Step.CONSENT
                    || scopes.equals(view.interaction().request().scopes());
            if (!same || !view.step().filter(shown::equals).isPresent()) {
                throw HttpProblems.CONFLICT.problem("Something else is asked now.");
            }
            return db.transaction(tx -> shown == Step.CHOOSE
                            ? note(requests.choose(tx, token, caller.accountId(), clock.instant()))
                            : note(requests.approve(tx, token, caller.accountId(), clock.instant()))
                                    .compose(approved -> consent(tx, caller, view)))
                    .map(view.parked());
        });
    }

    /** The person is not asked again for the same. */
    private Future<Void> consent(SqlClient tx, Caller caller, View view) {
        Client client = view.interaction().client();
        Set<String> scopes = view.interaction().request().scopes();
        return consents.add(tx, caller.accountId(), client.id(), scopes, clock.instant())
                .compose(added -> audit.record(
                        tx,
                        AuditEvent.by(caller, caller.organisationId(), "oauth.consent")
                                .on("account", caller.accountId(), caller.name())
                                .with("client", client.id().toString())
                                .with("application", client.name())
                                .with(
                                        "scopes",
                                        Scopes.text(scopes.stream().sorted().toList()))));
    }

    /** The person does not want to; nobody needs to be signed in for that. */
    Future<ParkedRequest> deny(Token token) {
        return parking.find(token)
                .map(found -> found.orElseThrow(OAuthProblems.REQUEST_GONE::problem))
                .compose(parked -> db.query(client -> note(requests.deny(client, token, clock.instant())))
                        .map(parked));
    }

    private static Future<Void> note(Future<Boolean> noted) {
        return noted.compose(
                there -> there ? Future.succeededFuture() : Future.failedFuture(OAuthProblems.REQUEST_GONE.problem()));
    }
}
