package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Where a lane's executions wait for their instant, to be started then and never before. While one statement starts what is due,
 * what becomes due next gathers; no timer holds anything up.
 */
final class WaitingRoom {
    private static final Logger LOG = Logger.getLogger(WaitingRoom.class);
    private static final int MOST_AT_ONCE = 500;
    /** A row that is locked when it is to be started is asked for again, so often and after so long; then it belongs to others. */
    private static final List<Duration> ASKED_AGAIN_AFTER =
            List.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250));

    private static final Duration DATABASE_AWAY = Duration.ofMillis(250);

    private final LaneParts parts;
    private final Lane.LaneSlots slots;
    private final PriorityQueue<Place> places = new PriorityQueue<>(Comparator.comparing(Place::at));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread starting;
    private volatile boolean stopping;

    WaitingRoom(String channel, LaneParts parts, Lane.LaneSlots slots) {
        this.parts = parts;
        this.slots = slots;
        this.starting = Thread.ofPlatform().daemon().name("start-" + channel).unstarted(this::startWhatIsDue);
    }

    /** Who waits, until when, and how often its row was not there to be started. */
    private record Place(Waiting waiting, Instant at, int asked) {}

    void start() {
        starting.start();
    }

    /** How many more may wait. */
    int room() {
        lock.lock();
        try {
            return stopping ? 0 : slots.waitingAtMost() - places.size();
        } finally {
            lock.unlock();
        }
    }

    void add(List<Waiting> taken) {
        if (!taken.isEmpty()) {
            addPlaces(taken.stream()
                    .map(waiting -> new Place(waiting, waiting.scheduledFor(), 0))
                    .toList());
        }
    }

    /** Starts nothing more, and lets others have what waits. */
    void stop() throws InterruptedException {
        List<Waiting> left;
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (starting.isAlive()) {
            starting.join(Duration.ofSeconds(5));
        }
        lock.lock();
        try {
            left = places.stream().map(Place::waiting).toList();
            places.clear();
        } finally {
            lock.unlock();
        }
        giveBack(left);
    }

    private void addPlaces(Collection<Place> more) {
        lock.lock();
        try {
            places.addAll(more);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void startWhatIsDue() {
        try {
            for (List<Place> due = awaitDue(); !due.isEmpty(); due = awaitDue()) {
                startAsManyAsThereIsRoomFor(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those whose instant has come; none once it is stopping. */
    private List<Place> awaitDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopping) {
                Place first = places.peek();
                if (first == null) {
                    changed.await();
                    continue;
                }
                long nanos =
                        Duration.between(parts.clock().instant(), first.at()).toNanos();
                if (nanos <= 0) {
                    return due();
                }
                changed.awaitNanos(nanos);
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Place> due() {
        Instant now = parts.clock().instant();
        List<Place> due = new ArrayList<>();
        for (Place first = places.peek();
                first != null && due.size() < MOST_AT_ONCE && !first.at().isAfter(now);
                first = places.peek()) {
            due.add(places.remove());
        }
        return due;
    }

    private void startAsManyAsThereIsRoomFor(List<Place> due) throws InterruptedException {
        List<Place> open = new ArrayList<>();
        List<Waiting> crowded = new ArrayList<>();
        for (Place place : due) {
            if (slots.hasRoomFor(place.waiting().firmId())) {
                open.add(place);
            } else {
                crowded.add(place.waiting());
            }
        }
        slots.madeRoom();
        if (!crowded.isEmpty()) {
            giveBack(crowded);
            slots.lookAgain();
        }
        if (open.isEmpty()) {
            return;
        }
        int room = slots.acquire(open.size());
        addPlaces(open.subList(room, open.size()));
        int started = 0;
        try {
            if (stopping) {
                addPlaces(open.subList(0, room));
            } else {
                started = start(open.subList(0, room));
            }
        } finally {
            slots.release(room - started);
        }
    }

    private int start(List<Place> due) {
        Map<UUID, Place> missing = new HashMap<>();
        due.forEach(place -> missing.put(place.waiting().executionId(), place));
        Instant now = parts.clock().instant();
        List<Claimed> started = List.of();
        try (MessageBudget.Reading reading = parts.budget().reading()) {
            started = parts.queue().start(due.stream().map(Place::waiting).toList(), slots.by(now));
            slots.begin(started, reading);
        } catch (DatabaseException e) {
            LOG.warnf("%d executions cannot be started yet: %s", due.size(), e.getMessage());
            addPlaces(due.stream()
                    .map(place -> new Place(place.waiting(), now.plus(DATABASE_AWAY), place.asked()))
                    .toList());
            return 0;
        }
        started.forEach(one -> missing.remove(one.executionId()));
        addPlaces(missing.values().stream()
                .filter(place -> place.asked() < ASKED_AGAIN_AFTER.size())
                .map(place ->
                        new Place(place.waiting(), now.plus(ASKED_AGAIN_AFTER.get(place.asked())), place.asked() + 1))
                .toList());
        return started.size();
    }

    /** If this fails, their leases lapse within seconds. */
    private void giveBack(List<Waiting> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            parts.queue().giveBack(waiting, parts.owner());
        } catch (DatabaseException e) {
            LOG.warnf("%d executions were not given back, their leases lapse soon: %s", waiting.size(), e.getMessage());
        }
    }
}
