package io.punctual.workflow.execution;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The tries between their start and their record. */
@ApplicationScoped
class InFlight {
    private final ConcurrentHashMap<Try.Key, Try> tries = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();

    void add(Try one) {
        tries.put(one.key(), one);
    }

    /** Their results are recorded, or belong to nobody any more. */
    void remove(Collection<Recorded> recorded) {
        recorded.forEach(one -> tries.remove(new Try.Key(one.executionId(), one.fence())));
        if (tries.isEmpty()) {
            lock.lock();
            try {
                none.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether this claim of an execution is one of these. */
    boolean has(LeaseRows.Lapsed lapsed) {
        return tries.containsKey(new Try.Key(lapsed.executionId(), lapsed.fence()));
    }

    List<Try> all() {
        return List.copyOf(tries.values());
    }

    int count() {
        return tries.size();
    }

    /** Waits until all that was started is recorded; false where that took longer than {@code limit}. */
    boolean awaitNone(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!tries.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = none.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
