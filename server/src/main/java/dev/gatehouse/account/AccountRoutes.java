package dev.gatehouse.account;

import dev.gatehouse.db.Page;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations on people and their addresses. */
final class AccountRoutes {

    private final AccountService accounts;
    private final AddressService addresses;

    AccountRoutes(AccountService accounts, AddressService addresses) {
        this.accounts = accounts;
        this.addresses = addresses;
    }

    void bind(Operations api) {
        api.on("listAccounts", this::list);
        api.on("exportAccounts", this::export);
        api.on("createAccount", this::create);
        api.on("getAccount", this::get);
        api.on("updateAccount", this::update);
        api.on("deleteAccount", this::delete);
        api.on("addAddress", this::addAddress);
        api.on("removeAddress", this::removeAddress);
        api.on("sendInvitation", this::invite);
    }

    private Future<Reply> list(Request request) {
        return accounts.list(
                        request.caller(), request.uuid("organisationId"), filter(request), Page.Wanted.of(request, 2))
                .map(listing -> Reply.ok(listing.page()
                        .toJson(AccountRoutes::json)
                        .put("total", listing.total())
                        .done()));
    }

    private Future<Reply> export(Request request) {
        return accounts.export(request.caller(), request.uuid("organisationId"), filter(request))
                .map(rows -> Reply.csv("accounts.csv", rows));
    }

    private Future<Reply> create(Request request) {
        JsonObject body = request.body();
        return accounts.create(
                        request.caller(),
                        request.uuid("organisationId"),
                        body.getString("name"),
                        Json.strings(body.getJsonArray("addresses")),
                        roles(body.getJsonArray("roles")),
                        body.getBoolean("invite", true))
                .map(account -> Reply.created(json(account).done()));
    }

    private Future<Reply> get(Request request) {
        return accounts.get(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(AccountRoutes::reply);
    }

    private Future<Reply> update(Request request) {
        JsonObject body = request.body();
        AccountChange change = new AccountChange(
                Optional.ofNullable(body.getString("name")),
                Optional.ofNullable(body.getJsonArray("roles")).map(AccountRoutes::roles),
                Optional.ofNullable(body.getString("state")).map("suspended"::equals));
        return accounts.update(request.caller(), request.uuid("organisationId"), request.uuid("accountId"), change)
                .map(AccountRoutes::reply);
    }

    private Future<Reply> delete(Request request) {
        return accounts.delete(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(deleted -> Reply.noContent());
    }

    private Future<Reply> addAddress(Request request) {
        return addresses
                .add(
                        request.caller(),
                        request.uuid("organisationId"),
                        request.uuid("accountId"),
                        request.body().getString("address"))
                .map(account -> Reply.created(json(account).done()));
    }

    private Future<Reply> removeAddress(Request request) {
        return addresses
                .remove(
                        request.caller(),
                        request.uuid("organisationId"),
                        request.uuid("accountId"),
                        request.uuid("addressId"))
                .map(AccountRoutes::reply);
    }

    private Future<Reply> invite(Request request) {
        return accounts.invite(request.caller(), request.uuid("organisationId"), request.uuid("accountId"))
                .map(sent -> Reply.accepted());
    }

    private static AccountFilter filter(Request request) {
        return new AccountFilter(
                AccountFilter.words(request.query("q")),
                request.query("state"),
                request.query("role").map(Role::of),
                request.query("factor").map("any"::equals),
                request.queryUuid("domainId"));
    }

    private static Set<Role> roles(@Nullable JsonArray words) {
        return Json.strings(words).stream().map(Role::of).collect(Collectors.toSet());
    }

    static List<String> words(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).toList();
    }

    private static Reply reply(Account account) {
        return Reply.ok(json(account).done());
    }

    private static Json json(Account account) {
        return Json.object()
                .put("id", account.id())
                .put("name", account.name())
                .put("state", account.state().name().toLowerCase(Locale.ROOT))
                .put("roles", words(account.roles()))
                .put(
                        "addresses",
                        account.addresses().stream()
                                .map(address -> Json.object()
                                        .put("id", address.id())
                                        .put("address", address.address())
                                        .put("usableFrom", address.usableFrom()))
                                .toList())
                .put("factors", account.factorKinds().stream().sorted().toList())
                .put("lastSignInAt", account.lastSignInAt())
                .put("createdAt", account.createdAt());
    }
}
