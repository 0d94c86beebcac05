package dev.gatehouse.policy;

import dev.gatehouse.account.ProtectionDirectory.Person;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code policy}. */
final class PolicyRoutes {

    private final PolicyService policies;
    private final RehearsalService rehearsals;

    PolicyRoutes(PolicyService policies, RehearsalService rehearsals) {
        this.policies = policies;
        this.rehearsals = rehearsals;
    }

    void bind(Operations api) {
        api.on("getProviderPolicy", this::getProvider);
        api.on("updateProviderPolicy", this::updateProvider);
        api.on("listProviderPolicyChanges", this::listProviderChanges);
        api.on("getOrganisationPolicy", this::getOrganisation);
        api.on("updateOrganisationPolicy", this::updateOrganisation);
        api.on("listPolicyChanges", this::listChanges);
        api.on("getDomainPolicy", this::getDomain);
        api.on("updateDomainPolicy", this::updateDomain);
        api.on("rehearsePolicy", this::rehearse);
        api.on("getPolicyCoverage", this::coverage);
        api.on("exportProviderPolicyChanges", this::exportProviderChanges);
        api.on("exportPolicyChanges", this::exportChanges);
        api.on("exportRehearsal", this::exportRehearsal);
    }

    private Future<Reply> getProvider(Request request) {
        return policies.ofProvider(request.caller()).map(PolicyRoutes::reply);
    }

    private Future<Reply> getOrganisation(Request request) {
        return policies.ofOrganisation(request.caller(), request.uuid("organisationId"))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> getDomain(Request request) {
        return policies.ofDomain(request.caller(), request.uuid("organisationId"), request.uuid("domainId"))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> updateProvider(Request request) {
        return policies.changeProvider(request.caller(), changes(request)).map(PolicyRoutes::reply);
    }

    private Future<Reply> updateOrganisation(Request request) {
        return policies.changeOrganisation(request.caller(), request.uuid("organisationId"), changes(request))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> updateDomain(Request request) {
        return policies.changeDomain(
                        request.caller(), request.uuid("organisationId"), request.uuid("domainId"), changes(request))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> listProviderChanges(Request request) {
        return policies.providerChanges(request.caller(), Page.Wanted.of(request, 1))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> listChanges(Request request) {
        return policies.changes(request.caller(), request.uuid("organisationId"), Page.Wanted.of(request, 1))
                .map(PolicyRoutes::reply);
    }

    private Future<Reply> exportProviderChanges(Request request) {
        return policies.exportProviderChanges(request.caller()).map(rows -> Reply.csv("policy-changes.csv", rows));
    }

    private Future<Reply> exportChanges(Request request) {
        return policies.exportChanges(request.caller(), request.uuid("organisationId"))
                .map(rows -> Reply.csv("policy-changes.csv", rows));
    }

    private Future<Reply> exportRehearsal(Request request) {
        boolean unreachable =
                request.query("list").filter("unreachable"::equals).isPresent();
        return rehearsals
                .export(request.caller(), request.uuid("organisationId"), unreachable, request.queryUuid("domainId"))
                .map(rows -> Reply.csv(unreachable ? "unreachable.csv" : "without-authenticator.csv", rows));
    }

    private Future<Reply> rehearse(Request request) {
        return rehearsals
                .rehearse(
                        request.caller(),
                        request.uuid("organisationId"),
                        MfaEnforcement.of(request.body().getString("mfaEnforcement")),
                        Optional.ofNullable(request.body().getString("domainId"))
                                .map(UUID::fromString))
                .map(rehearsal -> Reply.ok(rehearsal(rehearsal)));
    }

    private Future<Reply> coverage(Request request) {
        return rehearsals
                .coverage(request.caller(), request.uuid("organisationId"))
                .map(coverage -> Reply.ok(Json.object()
                        .put("people", coverage.people())
                        .put("withFactor", coverage.withFactor())
                        .put("mailCodeOnly", coverage.mailCodeOnly())
                        .put("passwordOnly", coverage.passwordOnly())
                        .done()));
    }

    private static Reply reply(PolicyView view) {
        return Reply.ok(PolicyJson.policy(view).done());
    }

    private static Reply reply(Page<PolicyChange> page) {
        return Reply.ok(page.toJson(PolicyJson::change).done());
    }

    private static List<Change> changes(Request request) {
        JsonArray settings = request.body().getJsonArray("settings");
        return IntStream.range(0, settings.size())
                .mapToObj(i -> change(settings.getJsonObject(i), "/settings/" + i))
                .toList();
    }

    private static Change change(JsonObject body, String pointer) {
        return new Change(
                PolicySetting.of(body.getString("name")).orElseThrow(),
                body.getValue("value"),
                body.getBoolean("floor"),
                time(body.getString("holdsFrom"), pointer + "/holdsFrom"));
    }

    private static @Nullable Instant time(@Nullable String text, String pointer) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException notInTheCalendar) {
            throw HttpProblems.INVALID_REQUEST.problem().with(pointer, "invalid", "There is no such time.");
        }
    }

    private static JsonObject rehearsal(Rehearsal rehearsal) {
        return Json.object()
                .put("people", rehearsal.people())
                .put("withFactor", rehearsal.withFactor())
                .put("withoutFactor", rehearsal.withoutFactor())
                .put("unreachable", rehearsal.unreachable())
                .put("signInsLast30Days", rehearsal.signIns())
                .put("wouldHaveBeenAsked", rehearsal.asked())
                .put("withoutFactorPeople", people(rehearsal.withoutFactorPeople()))
                .put("unreachablePeople", people(rehearsal.unreachablePeople()))
                .done();
    }

    private static List<Json> people(List<Person> people) {
        return people.stream()
                .map(person -> Json.object()
                        .put("id", person.id())
                        .put("name", person.name())
                        .put("address", person.address()))
                .toList();
    }
}
