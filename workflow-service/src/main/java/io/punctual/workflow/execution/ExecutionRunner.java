package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.appointment.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes one try of a started execution: checks, action, verdict. No transaction is open here. */
@ApplicationScoped
class ExecutionRunner {
    /** Of texts that do not render: an update may bring what is missing, so tries go on until the limit. */
    private static final String RENDER_FAILED = "render_failed";

    private final Actions actions;
    private final ObjectMapper json;
    private final Clock clock;

    ExecutionRunner(Actions actions, ObjectMapper json, Clock clock) {
        this.actions = actions;
        this.json = json;
        this.clock = clock;
    }

    Verdict run(Claimed claimed, boolean withinLimit) throws InterruptedException {
        Instant now = clock.instant();
        var refused = StartChecks.check(claimed, withinLimit, now);
        if (refused.isPresent()) {
            return refused.get();
        }
        StepVersion step = Objects.requireNonNull(claimed.workflow().step());
        ActionContext context = new ActionContext(
                claimed.firmId(),
                claimed.executionId(),
                new Newest(claimed.appointment().snapshot()),
                claimed.senders(),
                now);
        return verdict(actions.run(step, claimed.workflow().actionConfig(), context), claimed);
    }

    /** The verdict on a try that ended in a way no action reports. */
    Verdict broken(Claimed claimed, String errorCode, String message) {
        return verdict(new ActionOutcome.Transient(errorCode, message, null), claimed);
    }

    private Verdict verdict(ActionOutcome outcome, Claimed claimed) {
        return switch (outcome) {
            case ActionOutcome.Done done -> new Verdict.Completed(done.result());
            case ActionOutcome.NoRecipient _ -> new Verdict.Refused(Reason.NO_RECIPIENT, false);
            case ActionOutcome.Permanent permanent ->
                new Verdict.Failed(permanent.errorCode(), permanent.message(), permanent.errorCode());
            case ActionOutcome.Transient failure -> again(failure, claimed);
            case ActionOutcome.Deferred deferred -> deferred(deferred.pause(), claimed);
        };
    }

    /** Waits on, but not past its lateness limit: there the checks say what it comes to. */
    Verdict deferred(Duration pause, Claimed claimed) {
        Instant next = clock.instant().plus(pause);
        return new Verdict.Deferred(next.isBefore(claimed.expiresAt()) ? next : claimed.expiresAt());
    }

    private Verdict again(ActionOutcome.Transient failure, Claimed claimed) {
        boolean untilLimit = failure.errorCode().equals(RENDER_FAILED);
        return RetryPolicy.next(
                        claimed.retries(),
                        clock.instant(),
                        claimed.expiresAt(),
                        ThreadLocalRandom.current().nextDouble(),
                        failure.retryAfter(),
                        untilLimit)
                .<Verdict>map(next -> new Verdict.Again(next, failure.errorCode(), failure.message()))
                .orElseGet(() -> new Verdict.Failed(
                        untilLimit ? RENDER_FAILED : "exhausted",
                        untilLimit ? failure.message() : "Tries or time used up; the last error: " + failure.message(),
                        failure.errorCode()));
    }

    /** Reads the snapshot when an action asks for it first: reading it costs more than all else that is done here. */
    private final class Newest implements Supplier<Snapshot> {
        private final String text;
        private @Nullable Snapshot read;

        private Newest(String text) {
            this.text = text;
        }

        @Override
        public Snapshot get() {
            if (read == null) {
                try {
                    read = json.readValue(text, Snapshot.class);
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("a stored snapshot cannot be read", e);
                }
            }
            return read;
        }
    }
}
