package io.punctual.workflow.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** The firms that have something waiting, in the order of their turns, and from where on each is to be looked at. */
final class Backlog {
    /** So many firms are looked at by one claim; the others have their turn in the next. */
    private static final int FIRMS_AT_ONCE = 64;

    private static final long STALE_NANOS = Duration.ofSeconds(1).toNanos();

    private final long sweepNanos;
    private Map<UUID, Instant> turns = new LinkedHashMap<>();
    private long sweptNanos = System.nanoTime();
    private long refreshedNanos = sweptNanos - 2 * STALE_NANOS;

    Backlog(Duration sweep) {
        this.sweepNanos = sweep.toNanos();
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** Whether firms may be missing that have something waiting since a while. */
    boolean isStale() {
        return System.nanoTime() - refreshedNanos > STALE_NANOS;
    }

    /** These firms have something waiting now. Those that had before keep their place, and newcomers follow. */
    void refresh(List<UUID> firms) {
        refreshedNanos = System.nanoTime();
        boolean sweep = refreshedNanos - sweptNanos > sweepNanos;
        if (sweep) {
            sweptNanos = refreshedNanos;
        }
        Map<UUID, Instant> next = new LinkedHashMap<>();
        turns.forEach((firm, since) -> next.put(firm, sweep ? Watermark.LOWEST : since));
        firms.forEach(firm -> next.putIfAbsent(firm, Watermark.LOWEST));
        turns = next;
    }

    /**
     * The shares of the firms whose turn it is.
     *
     * @param most of all firms together
     * @param room how much each firm may still run
     */
    List<ExecutionQueue.Share> shares(int most, ToIntFunction<UUID> room) {
        Map<UUID, Integer> open = new LinkedHashMap<>();
        for (UUID firm : turns.keySet()) {
            int firmRoom = room.applyAsInt(firm);
            if (firmRoom > 0) {
                open.put(firm, firmRoom);
            }
            if (open.size() == FIRMS_AT_ONCE) {
                break;
            }
        }
        List<ExecutionQueue.Share> shares = new ArrayList<>();
        int left = most;
        int firms = open.size();
        for (Map.Entry<UUID, Integer> firm : open.entrySet()) {
            int fair = Math.min(Math.ceilDiv(left, firms--), firm.getValue());
            if (fair > 0) {
                shares.add(new ExecutionQueue.Share(
                        firm.getKey(), turns.getOrDefault(firm.getKey(), Watermark.LOWEST), fair));
                left -= fair;
            }
        }
        return shares;
    }

    /** What the shares brought: who got less than asked for has nothing left, and the others go to the end of the line. */
    void took(List<ExecutionQueue.Share> shares, List<Claimed> claimed) {
        Map<UUID, Integer> counts = new HashMap<>();
        Map<UUID, Instant> newest = new HashMap<>();
        for (Claimed one : claimed) {
            counts.merge(one.firmId(), 1, Integer::sum);
            newest.merge(one.firmId(), one.scheduledFor(), (a, b) -> a.isAfter(b) ? a : b);
        }
        for (ExecutionQueue.Share share : shares) {
            turns.remove(share.firmId());
            if (counts.getOrDefault(share.firmId(), 0) == share.most()) {
                turns.put(share.firmId(), newest.getOrDefault(share.firmId(), share.since()));
            }
        }
    }
}
