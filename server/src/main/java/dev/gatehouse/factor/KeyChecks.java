package dev.gatehouse.factor;

import dev.gatehouse.factor.RelyingParty.Asserted;
import dev.gatehouse.factor.RelyingParty.Registered;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.work.BoundedPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the checks of a {@link RelyingParty} on a thread of their own. */
final class KeyChecks implements AutoCloseable {

    private static final BoundedPool.Settings SETTINGS =
            new BoundedPool.Settings("webauthn", 1, 256, Duration.ofSeconds(2));

    private enum Lane {
        ALL
    }

    private final URI publicUrl;
    private final BoundedPool<Lane> pool = new BoundedPool<>(SETTINGS, Lane.class);
    // Made by the pool's one thread when first needed: loading the library takes as long as starting all the rest.
    private @Nullable RelyingParty relyingParty;

    KeyChecks(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Checks a new credential; see {@link RelyingParty#register}. */
    Future<Optional<Registered>> register(JsonObject credential, String challenge, FactorKind kind) {
        return run(party -> party.register(credential, challenge, kind));
    }

    /** Checks an assertion; see {@link RelyingParty#verify}. */
    Future<Optional<Asserted>> verify(JsonObject credential, String challenge, KeyCredential stored) {
        return run(party -> party.verify(credential, challenge, stored));
    }

    void bindTo(MeterRegistry registry) {
        pool.bindTo(registry);
    }

    private <T> Future<T> run(Function<RelyingParty, T> check) {
        return pool.submit(Lane.ALL, () -> check.apply(relyingParty())).recover(KeyChecks::explain);
    }

    private RelyingParty relyingParty() {
        RelyingParty party = relyingParty;
        if (party == null) {
            party = new RelyingParty(publicUrl);
            relyingParty = party;
        }
        return party;
    }

    private static <T> Future<T> explain(Throwable failure) {
        return Future.failedFuture(
                failure instanceof BoundedPool.Full full
                        ? HttpProblems.UNAVAILABLE.problem().retryAfter(Duration.ofSeconds(full.retryAfterSeconds()))
                        : failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
