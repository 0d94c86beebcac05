package dev.gatehouse.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private final Background background = new Background();

    @Test
    void joinShouldWaitForWhatRunsAndForWhatThatBegins() {
        Promise<Void> first = Promise.promise();
        Promise<Void> second = Promise.promise();
        background.run("a mail", "r1", () -> first.future()
                .onSuccess(done -> background.run("an entry", "r1", second::future)));

        Future<Void> joined = background.join();

        assertThat(joined.isComplete()).isFalse();
        first.complete();
        assertThat(joined.isComplete()).isFalse();
        second.complete();
        assertThat(joined.succeeded()).isTrue();
    }

    @Test
    void joinShouldSucceedWhenTheWorkFailsOrThrows() {
        Promise<Void> failing = Promise.promise();
        background.run("a mail", "r1", failing::future);
        background.run("an entry", "r2", () -> {
            throw new IllegalStateException("broken");
        });

        Future<Void> joined = background.join();
        failing.fail("no database");

        assertThat(joined.succeeded()).isTrue();
        assertThat(background.join().succeeded()).isTrue();
    }
}
