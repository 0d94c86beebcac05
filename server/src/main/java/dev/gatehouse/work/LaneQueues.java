package dev.gatehouse.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The waiting side of a {@link BoundedPool}: admission, order and expiry, all under one lock held for microseconds. */
final class LaneQueues<L extends Enum<L>> {
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final int threads;
    private final int limit;
    private final long deadlineNanos;
    private final Map<L, Deque<BoundedPool.Task<?>>> lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private int active;
    private boolean closed;
    /** Moving average of how long one task runs; 0 until the first has finished. */
    private double meanNanos;

    LaneQueues(Class<L> type, BoundedPool.Settings settings) {
        threads = settings.threads();
        limit = settings.queueLimit();
        deadlineNanos = settings.deadline().toNanos();
        lanes = new EnumMap<>(type);
        for (L lane : type.getEnumConstants()) {
            lanes.put(lane, new ArrayDeque<>());
        }
    }

    Set<L> lanes() {
        return lanes.keySet();
    }

    /** False when there is no room, or when the work already ahead would outlast the deadline. */
    boolean offer(L lane, BoundedPool.Task<?> task) {
        lock.lock();
        try {
            Deque<BoundedPool.Task<?>> queue = queue(lane);
            if (closed || queue.size() >= limit || expectedWaitNanos(lane) > deadlineNanos) {
                return false;
            }
            queue.add(task);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work. Overdue tasks of every lane come along, so that none lingers behind a busier lane. */
    Turn take(LongSupplier nanoTime) {
        lock.lock();
        try {
            while (true) {
                List<BoundedPool.Task<?>> overdue = removeOverdue(nanoTime.getAsLong());
                BoundedPool.Task<?> next = removeFirst();
                if (next != null) {
                    active++;
                }
                if (next != null || !overdue.isEmpty() || closed) {
                    return new Turn(next, overdue);
                }
                arrived.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void finished(long tookNanos) {
        lock.lock();
        try {
            active--;
            meanNanos = meanNanos == 0 ? tookNanos : meanNanos * 0.9 + tookNanos * 0.1;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every {@link #take} and returns what was still waiting. */
    List<BoundedPool.Task<?>> close() {
        lock.lock();
        try {
            closed = true;
            List<BoundedPool.Task<?>> left = new ArrayList<>();
            for (Deque<BoundedPool.Task<?>> queue : lanes.values()) {
                left.addAll(queue);
                queue.clear();
            }
            arrived.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    int size(L lane) {
        lock.lock();
        try {
            return queue(lane).size();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return lanes.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    int active() {
        lock.lock();
        try {
            return active;
        } finally {
            lock.unlock();
        }
    }

    /** When all that waits now will be done, in whole seconds from 1 to 30. */
    Duration retryAfter() {
        lock.lock();
        try {
            long waiting = lanes.values().stream().mapToInt(Deque::size).sum();
            long seconds = (long) Math.ceil((waiting + active) * meanNanos / threads / 1e9);
            return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_RETRY.toSeconds()));
        } finally {
            lock.unlock();
        }
    }

    private double expectedWaitNanos(L lane) {
        int ahead = 0;
        for (Map.Entry<L, Deque<BoundedPool.Task<?>>> entry : lanes.entrySet()) {
            if (entry.getKey().compareTo(lane) <= 0) {
                ahead += entry.getValue().size();
            }
        }
        return ahead * meanNanos / threads;
    }

    private List<BoundedPool.Task<?>> removeOverdue(long now) {
        List<BoundedPool.Task<?>> overdue = new ArrayList<>();
        for (Deque<BoundedPool.Task<?>> queue : lanes.values()) {
            for (BoundedPool.Task<?> head = queue.peek();
                    head != null && now - head.queuedAt() > deadlineNanos;
                    head = queue.peek()) {
                overdue.add(queue.remove());
            }
        }
        return overdue;
    }

    private BoundedPool.@Nullable Task<?> removeFirst() {
        for (Deque<BoundedPool.Task<?>> queue : lanes.values()) {
            BoundedPool.Task<?> task = queue.poll();
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    private Deque<BoundedPool.Task<?>> queue(L lane) {
        Deque<BoundedPool.Task<?>> queue = lanes.get(lane);
        if (queue == null) {
            throw new IllegalArgumentException("No such lane: " + lane);
        }
        return queue;
    }

    /** What a thread does next: run {@code task}, and tell the {@code expired} that they came too late. */
    record Turn(BoundedPool.@Nullable Task<?> task, List<BoundedPool.Task<?>> expired) {}
}
