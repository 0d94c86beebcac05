package dev.gatehouse.federation;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents and keys of providers, remembered for some minutes; a failure is remembered for a moment. */
final class Upstreams {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(15);
    /** Between two looks for a key that nobody has heard of: tokens with invented ones must not make us ask each time. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private static final int MOST = 2_000;

    private final UpstreamHttp http;
    private final Targets targets;
    private final Clock clock;
    private final Map<String, Kept<Metadata>> documents = new ConcurrentHashMap<>();
    private final Map<String, Kept<JWKSet>> keys = new ConcurrentHashMap<>();

    /** Values and not futures: each request goes on in its own context. */
    private record Kept<T>(@Nullable T value, @Nullable UpstreamFailure failure, Instant at) {

        boolean good(Instant now) {
            return now.isBefore(at.plus(failure == null ? KEPT : FAILURE_KEPT));
        }

        Future<T> again() {
            return failure == null ? Future.succeededFuture(value) : Future.failedFuture(failure);
        }
    }

    Upstreams(UpstreamHttp http, Targets targets, Clock clock) {
        this.http = http;
        this.targets = targets;
        this.clock = clock;
    }

    /** What that issuer says about itself; fails with {@link UpstreamFailure}. */
    Future<Metadata> metadata(String issuer) {
        return remembered(documents, issuer, this::fetch);
    }

    /** The same, and its keys, asked for now; what was remembered is forgotten. */
    Future<Metadata> check(String issuer) {
        documents.remove(issuer);
        return metadata(issuer).compose(document -> {
            keys.remove(document.jwksUri());
            return keys(document).map(found -> {
                if (found.getKeys().isEmpty()) {
                    throw new UpstreamFailure("It publishes no keys.");
                }
                return document;
            });
        });
    }

    Future<JWKSet> keys(Metadata document) {
        return remembered(keys, document.jwksUri(), this::fetchKeys);
    }

    /** The keys once more, because one is missing that may be new. */
    Future<JWKSet> newerKeys(Metadata document) {
        Kept<JWKSet> known = keys.get(document.jwksUri());
        if (known != null && clock.instant().isAfter(known.at().plus(BETWEEN_LOOKS))) {
            keys.remove(document.jwksUri(), known);
        }
        return keys(document);
    }

    private Future<Metadata> fetch(String issuer) {
        return http.get(Metadata.address(issuer)).map(document -> Metadata.of(issuer, document, targets));
    }

    private Future<JWKSet> fetchKeys(String address) {
        return http.get(address).map(Upstreams::parse);
    }

    private <T> Future<T> remembered(Map<String, Kept<T>> kept, String key, Function<String, Future<T>> fetch) {
        Instant now = clock.instant();
        Kept<T> known = kept.get(key);
        if (known != null && known.good(now)) {
            return known.again();
        }
        return fetch.apply(key)
                .onSuccess(value -> keep(kept, key, new Kept<>(value, null, now)))
                .onFailure(failure -> {
                    if (failure instanceof UpstreamFailure told) {
                        keep(kept, key, new Kept<>(null, told, now));
                    }
                });
    }

    private static <T> void keep(Map<String, Kept<T>> kept, String key, Kept<T> value) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(key, value);
    }

    private static JWKSet parse(JsonObject document) {
        try {
            return JWKSet.parse(document.encode());
        } catch (ParseException e) {
            throw new UpstreamFailure("Its keys cannot be read.");
        }
    }
}
