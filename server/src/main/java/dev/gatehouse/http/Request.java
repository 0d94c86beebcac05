package dev.gatehouse.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that has passed the contract: its parameters and body are present and of the right shape. */
public final class Request {

    private final RoutingContext context;
    private final Origin origin;
    private final Map<String, String> parameters;
    private final JsonObject body;
    private final String text;
    private final @Nullable Caller caller;

    Request(RoutingContext context, Origin origin) {
        this(context, origin, Map.of(), new JsonObject(), "", null);
    }

    private Request(
            RoutingContext context,
            Origin origin,
            Map<String, String> parameters,
            JsonObject body,
            String text,
            @Nullable Caller caller) {
        this.context = context;
        this.origin = origin;
        this.parameters = parameters;
        this.body = body;
        this.text = text;
        this.caller = caller;
    }

    Request by(Caller authenticated) {
        return new Request(context, origin, parameters, body, text, authenticated);
    }

    Request with(Map<String, String> read, JsonObject json, String plain) {
        return new Request(context, origin, read, json, plain, caller);
    }

    /** Who asks; present on every operation that has a permission. */
    public Caller caller() {
        if (caller == null) {
            throw HttpProblems.SIGN_IN_REQUIRED.problem();
        }
        return caller;
    }

    public Origin origin() {
        return origin;
    }

    /** A path or query parameter that the contract requires. */
    public String string(String name) {
        return query(name).orElseThrow(() -> new IllegalStateException("the contract does not require " + name));
    }

    /** An id in the path. */
    public UUID uuid(String name) {
        return UUID.fromString(string(name));
    }

    /** A parameter of the query or a form, exactly as sent, decoded once. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public Optional<UUID> queryUuid(String name) {
        return query(name).map(UUID::fromString);
    }

    public Optional<Instant> queryTime(String name) {
        return query(name).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    /** Every parameter that was sent and that the contract knows: of the path, the query and a form. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The JSON body; empty where the operation has none. */
    public JsonObject body() {
        return body;
    }

    /** The body of an operation that takes text. */
    public String text() {
        return text;
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
    }

    /** What an HTTP field of that name says, once for each time that it was sent. */
    public List<String> headers(String name) {
        return context.request().headers().getAll(name);
    }

    public String method() {
        return context.request().method().name();
    }

    /** The path as it was asked for. */
    public String path() {
        return context.request().path();
    }

    /** The {@code Authorization} header (RFC 9110, section 11.6.2). */
    public Optional<Authorization> authorization() {
        return Optional.ofNullable(context.request().getHeader("Authorization")).map(Authorization::parse);
    }
}
