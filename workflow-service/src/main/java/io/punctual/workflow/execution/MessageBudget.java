package io.punctual.workflow.execution;

import io.punctual.workflow.firm.MessageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps firms within their day's messages. The claim brings how many are counted; what this worker has started since, and nobody
 * has counted yet, is remembered here. So one worker never sends more than the limit, and several at most what the others have
 * running at that moment.
 */
@ApplicationScoped
class MessageBudget {
    /** The actions that reach people. */
    private static final Set<String> MESSAGES = Set.of("send_email", "send_sms", "send_survey");

    private final int standard;
    private final Map<UUID, Integer> uncounted = new HashMap<>();
    private final Queue<UUID> counted = new ConcurrentLinkedQueue<>();

    MessageBudget(MessageConfig config) {
        this.standard = config.dailyLimit();
    }

    /** Whether an action of this type counts. */
    static boolean isMessage(String actionType) {
        return MESSAGES.contains(actionType);
    }

    /** Forgets what the next claim will find counted. By the claiming thread alone, before it claims. */
    void settle() {
        for (UUID firmId = counted.poll(); firmId != null; firmId = counted.poll()) {
            uncounted.computeIfPresent(firmId, (_, running) -> running == 1 ? null : running - 1);
        }
    }

    /** Whether a claimed execution may send; if it may, it counts from now on. By the claiming thread alone. */
    boolean take(Claimed claimed) {
        if (!claimed.isMessage()) {
            return true;
        }
        Integer own = claimed.messages().limit();
        int running = uncounted.getOrDefault(claimed.firmId(), 0);
        if (claimed.messages().sentToday() + running >= (own == null ? standard : own)) {
            return false;
        }
        uncounted.put(claimed.firmId(), running + 1);
        return true;
    }

    /** A verdict is written, and counted where a try was made. */
    void recorded(Recorded verdict) {
        boolean wasBeyond =
                verdict.verdict() instanceof Verdict.Refused refused && refused.reason() == Reason.DAILY_LIMIT;
        if (verdict.isMessage() && !wasBeyond) {
            counted.add(verdict.firmId());
        }
    }
}
