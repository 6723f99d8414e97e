package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Claims and starts what is due in one channel, which has slots of its own. While little waits, it claims in order of time, and
 * ahead of time into its {@link WaitingRoom}. Under a backlog what is fresh goes first, and firms take turns with the rest.
 */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    /** Rows of plans that commit late, or that another replica gave back, are due so long before a look at most. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);
    /** Under a backlog, slots gather so long before they are filled by one statement. */
    private static final long GATHER_MILLIS = 5;

    private static final long FRESH_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
    private static final long SOMETHING_ENDS_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String channel;
    private final LaneParts parts;
    private final int slotCount;
    private final int firmSlots;
    private final Semaphore slots;
    private final Semaphore signal = new Semaphore(0);
    private final Map<UUID, Integer> running = new ConcurrentHashMap<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private final Watermark watermark;
    private final WaitingRoom waitingRoom;
    private final Thread looking;
    private @Nullable Backlog backlog;
    private long freshNanos;
    private int begunThisRound;
    private volatile @Nullable Thread waitsForAnEnd;
    /** Whether more is due soon, or may be, than the waiting room had room for. */
    private volatile boolean moreAhead;

    private volatile boolean stopping;

    Lane(String channel, LaneParts parts) {
        this.channel = channel;
        this.parts = parts;
        this.slotCount = parts.config().slotsOf(channel);
        this.firmSlots = parts.config().firmSlotsOf(channel);
        this.slots = new Semaphore(slotCount);
        this.watermark = new Watermark(parts.config().sweep(), OVERLAP);
        this.waitingRoom = new WaitingRoom(channel, parts, new LaneSlots());
        this.looking = Thread.ofPlatform().daemon().name("lane-" + channel).unstarted(this::lookOnSignals);
    }

    void start() {
        looking.start();
        waitingRoom.start();
    }

    /** Looks soon; many signals at once are one. */
    void signal() {
        signal.release();
    }

    /** Something is due at this instant that no look may have seen. */
    void expect(Instant due) {
        watermark.lower(due);
    }

    /** How many of its slots are taken. */
    int taken() {
        return slotCount - slots.availablePermits();
    }

    /** Claims no more and gives back what waits in memory; what runs goes on. */
    void stop() throws InterruptedException {
        stopping = true;
        signal.release();
        if (looking.isAlive()) {
            looking.join(Duration.ofSeconds(5));
        }
        waitingRoom.stop();
    }

    /** Claims and starts all that is due now, waiting for free slots in between; it does not wait for the last results. */
    void drain() throws InterruptedException {
        claiming.lockInterruptibly();
        try {
            watermark.forget();
            drainDue();
        } finally {
            claiming.unlock();
        }
    }

    private void lookOnSignals() {
        Duration pause = parts.config().tick();
        while (!stopping) {
            try {
                signal.acquire();
                signal.drainPermits();
                look();
                pause = parts.config().tick();
            } catch (DatabaseException e) {
                // The database may be away for minutes: one line for each try, and ever fewer tries.
                LOG.warnf(
                        "channel %s: what is due cannot be claimed, next try in %s: %s",
                        channel, pause, e.getMessage());
                pause = paused(pause);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "channel %s: a look for what is due failed; the next tick looks again", channel);
            }
        }
    }

    private Duration paused(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        try {
            while (!stopping && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void look() throws InterruptedException {
        claiming.lockInterruptibly();
        try {
            Instant now = drainDue();
            if (!stopping) {
                claimAhead(now);
            }
        } finally {
            claiming.unlock();
        }
    }

    /** The instant up to which everything was claimed. */
    private Instant drainDue() throws InterruptedException {
        while (true) {
            int room = acquire();
            Instant now = parts.clock().instant();
            boolean more;
            begunThisRound = 0;
            try {
                more = !stopping && round(now, room);
            } finally {
                slots.release(room - begunThisRound);
            }
            if (!more) {
                return now;
            }
        }
    }

    /** Claims once; whether more may be due. */
    private boolean round(Instant now, int room) throws InterruptedException {
        Backlog waiting = backlog;
        if (waiting == null) {
            return claimInOrder(now, room);
        }
        freshThenTurns(now, room, waiting);
        if (begunThisRound == 0) {
            awaitMore(now, waiting);
        }
        return true;
    }

    /** At least one slot; under a backlog enough of them to be worth a statement, if they come soon. */
    private int acquire() throws InterruptedException {
        slots.acquire();
        int batch = parts.config().batch();
        int got = 1 + takeUpTo(batch - 1);
        int enough = Math.max(1, Math.min(batch, slotCount / 4));
        if (backlog != null && got < enough && slots.tryAcquire(enough - got, GATHER_MILLIS, TimeUnit.MILLISECONDS)) {
            got = enough;
        }
        return got;
    }

    private int takeUpTo(int most) {
        int wanted = Math.min(most, slots.availablePermits());
        return wanted > 0 && slots.tryAcquire(wanted) ? wanted : 0;
    }

    /** The limit is part of a claim's text, for the planner's sake: few different ones, so that each is planned once. */
    private int limit(int most) {
        int batch = parts.config().batch();
        return most >= batch ? batch : Integer.highestOneBit(most);
    }

    private List<Claimed> claim(Instant since, Instant now, int most, ExecutionQueue.Room room) {
        try (MessageBudget.Reading reading = parts.budget().reading()) {
            List<Claimed> claimed = parts.queue().claim(channel, since, most, room, by(now));
            begunThisRound += claimed.size();
            begin(claimed, reading);
            return claimed;
        }
    }

    /** Whether a claim in order left something due behind; if that is old, or of a firm that had no more room, firms take turns from now on. */
    private boolean claimInOrder(Instant now, int slotsFree) {
        int most = limit(slotsFree);
        ExecutionQueue.Room room = roomOf(most);
        List<Claimed> claimed = claim(watermark.since(now), now, most, room);
        boolean crowded = room.isFull(claimed);
        if (claimed.size() < most && !crowded) {
            watermark.claimedUntil(now);
            return false;
        }
        Instant fresh = now.minus(parts.config().fresh());
        if (crowded || claimed.stream().anyMatch(one -> one.scheduledFor().isBefore(fresh))) {
            backlog = new Backlog(parts.config().sweep());
        }
        return true;
    }

    private void freshThenTurns(Instant now, int room, Backlog waiting) {
        long nanos = System.nanoTime();
        if (nanos - freshNanos > FRESH_AGAIN_NANOS) {
            freshNanos = nanos;
            int most = limit(Math.max(1, room * 3 / 4));
            claim(now.minus(parts.config().fresh()), now, most, roomOf(most));
        }
        if (waiting.isStale()) {
            waiting.refresh(parts.queue().firmsDue(channel, now));
        }
        List<ExecutionQueue.Share> shares = waiting.shares(room - begunThisRound, this::firmRoom);
        if (!shares.isEmpty()) {
            try (MessageBudget.Reading reading = parts.budget().reading()) {
                List<Claimed> turns = parts.queue().claimShares(channel, shares, by(now));
                begunThisRound += turns.size();
                begin(turns, reading);
                waiting.took(shares, turns);
            }
        }
    }

    /** Nothing could be claimed: either nothing waits any more, or firms run as much as they may and something has to end first. */
    private void awaitMore(Instant now, Backlog waiting) {
        if (waiting.isEmpty()) {
            waiting.refresh(parts.queue().firmsDue(channel, now));
            if (waiting.isEmpty()) {
                backlog = null;
                watermark.forget();
            }
        } else {
            waitsForAnEnd = Thread.currentThread();
            LockSupport.parkNanos(SOMETHING_ENDS_NANOS);
            waitsForAnEnd = null;
        }
    }

    private void claimAhead(Instant now) {
        Instant until = now.plus(parts.config().lead());
        int wanted;
        List<Waiting> taken;
        do {
            // Before the look at the room, so that whoever makes some afterwards knows.
            moreAhead = true;
            int free = waitingRoom.room();
            if (free <= 0) {
                return;
            }
            wanted = limit(free);
            ExecutionQueue.Room room = new ExecutionQueue.Room(wanted, Map.of());
            taken = parts.queue().claimAhead(channel, until, wanted, room, by(now));
            waitingRoom.add(taken);
        } while (taken.size() == wanted && !stopping);
        moreAhead = false;
    }

    private void begin(List<Claimed> started, MessageBudget.Reading reading) {
        parts.meters().claimed(channel, started.size());
        for (Claimed one : started) {
            running.merge(one.firmId(), 1, Integer::sum);
            parts.tries().begin(one, reading.take(one), () -> ended(one.firmId()));
        }
    }

    private void ended(UUID firmId) {
        running.computeIfPresent(firmId, (_, count) -> count == 1 ? null : count - 1);
        slots.release();
        LockSupport.unpark(waitsForAnEnd);
    }

    private int firmRoom(UUID firmId) {
        return Math.max(0, firmSlots - running.getOrDefault(firmId, 0));
    }

    /** Only firms with less room than the claim takes matter to it. */
    private ExecutionQueue.Room roomOf(int claim) {
        Map<UUID, Integer> less = running.entrySet().stream()
                .filter(firm -> firmSlots - firm.getValue() < claim)
                .collect(Collectors.toMap(Map.Entry::getKey, firm -> Math.max(0, firmSlots - firm.getValue())));
        return new ExecutionQueue.Room(firmSlots, less);
    }

    private ExecutionQueue.Claimant by(Instant now) {
        return new ExecutionQueue.Claimant(
                parts.owner(), now, now.plus(parts.config().lease()));
    }

    /** What the waiting room needs of its lane. */
    final class LaneSlots {
        private LaneSlots() {}

        /** Takes up to so many slots, at least one, for which it waits. */
        int acquire(int most) throws InterruptedException {
            slots.acquire();
            return 1 + takeUpTo(most - 1);
        }

        void release(int count) {
            slots.release(count);
        }

        boolean hasRoomFor(UUID firmId) {
            return firmRoom(firmId) > 0;
        }

        /** The waiting room has made some room. */
        void madeRoom() {
            if (moreAhead && 2 * waitingRoom.room() > waitingAtMost()) {
                moreAhead = false;
                signal();
            }
        }

        /** Something that is due was given back. */
        void lookAgain() {
            signal();
        }

        /** So many may wait at once: enough for the lead at a rate of four times the slots a second. */
        int waitingAtMost() {
            return 8 * slotCount;
        }

        ExecutionQueue.Claimant by(Instant now) {
            return Lane.this.by(now);
        }

        void begin(List<Claimed> started, MessageBudget.Reading reading) {
            Lane.this.begin(started, reading);
        }
    }
}
