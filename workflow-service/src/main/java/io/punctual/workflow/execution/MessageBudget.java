package io.punctual.workflow.execution;

import io.punctual.workflow.firm.MessageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Keeps firms within their day's messages. The start brings how many are counted; what this worker has started since, and nobody
 * has counted yet, is remembered here. So one worker never sends more than the limit, and several at most what the others have
 * running at that moment.
 */
@ApplicationScoped
class MessageBudget {
    /** The actions that reach people. */
    private static final Set<String> MESSAGES = Set.of("send_email", "send_sms", "send_survey");

    private final int standard;
    private final Map<UUID, Integer> uncounted = new HashMap<>();
    private final Deque<Counted> counted = new ArrayDeque<>();
    private final TreeMap<Long, Integer> readings = new TreeMap<>();
    private long moment;

    MessageBudget(MessageConfig config) {
        this.standard = config.dailyLimit();
    }

    /** A message that the database counts since a moment. */
    private record Counted(UUID firmId, long since) {}

    /** Whether an action of this type counts. */
    static boolean isMessage(String actionType) {
        return MESSAGES.contains(actionType);
    }

    /** Opened before executions are started, so that what is counted meanwhile is not forgotten before they have been judged. */
    synchronized Reading reading() {
        readings.merge(moment, 1, Integer::sum);
        settle();
        return new Reading(moment);
    }

    /** A verdict is written, and counted where a try was made. */
    synchronized void recorded(Recorded verdict) {
        boolean wasBeyond =
                verdict.verdict() instanceof Verdict.Refused refused && refused.reason() == Reason.DAILY_LIMIT;
        if (verdict.isMessage() && !wasBeyond) {
            counted.add(new Counted(verdict.firmId(), moment++));
        }
    }

    private synchronized void close(long since) {
        readings.computeIfPresent(since, (_, open) -> open == 1 ? null : open - 1);
        settle();
    }

    /** Forgets what all readings that are open find counted. */
    private void settle() {
        long oldest = readings.isEmpty() ? moment : readings.firstKey();
        while (!counted.isEmpty() && counted.getFirst().since() < oldest) {
            uncounted.computeIfPresent(
                    counted.removeFirst().firmId(), (_, running) -> running == 1 ? null : running - 1);
        }
    }

    private synchronized boolean taken(Claimed claimed) {
        Integer own = claimed.messages().limit();
        int running = uncounted.getOrDefault(claimed.firmId(), 0);
        if (claimed.messages().sentToday() + running >= (own == null ? standard : own)) {
            return false;
        }
        uncounted.put(claimed.firmId(), running + 1);
        return true;
    }

    /** Judges what was started while it is open. */
    final class Reading implements AutoCloseable {
        private final long since;

        private Reading(long since) {
            this.since = since;
        }

        /** Whether a started execution may send; if it may, it counts from now on. */
        boolean take(Claimed claimed) {
            return !claimed.isMessage() || taken(claimed);
        }

        @Override
        public void close() {
            MessageBudget.this.close(since);
        }
    }
}
