package dev.gatehouse.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens after an answer has gone out, for ten seconds at most. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** What the supplier gives as soon as it throws no assertion error. */
    public static <T> T get(Supplier<T> supplier) {
        return within(LIMIT, supplier);
    }

    /** The same, for so long at most. */
    public static <T> T within(Duration limit, Supplier<T> supplier) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return supplier.get();
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
