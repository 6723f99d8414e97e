package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on its way to the database.
 *
 * @param fence of the claim it belongs to: a later claim makes it void
 * @param workflowVersion the version that ran
 * @param actionType the kind of action that ran; empty where its step is gone and nothing ran
 * @param lost whether nobody knows what came of the try: its worker died
 */
record Recorded(
        UUID firmId,
        UUID executionId,
        long fence,
        UUID workflowId,
        int workflowVersion,
        String actionType,
        Verdict verdict,
        boolean lost,
        Instant startedAt,
        Instant finishedAt) {

    /** What came of a try of this worker. */
    static Recorded of(Try one, Verdict verdict, Instant finishedAt) {
        Claimed claimed = one.claimed();
        String actionType = claimed.actionType();
        return new Recorded(
                claimed.firmId(),
                claimed.executionId(),
                claimed.fence(),
                claimed.workflowId(),
                claimed.runVersion(),
                actionType == null ? "" : actionType,
                verdict,
                false,
                one.startedAt(),
                finishedAt);
    }

    /** Whether a try of it counts as a message. */
    boolean isMessage() {
        return MessageBudget.isMessage(actionType);
    }

    String status() {
        return switch (verdict) {
            case Verdict.Completed _ -> ExecutionStatus.COMPLETED.code();
            case Verdict.Failed _ -> ExecutionStatus.FAILED.code();
            case Verdict.Refused refused -> refused.reason().status().code();
            case Verdict.Again _, Verdict.Deferred _ -> ExecutionStatus.PENDING.code();
        };
    }

    @Nullable
    String reason() {
        return verdict instanceof Verdict.Refused refused ? refused.reason().code() : null;
    }

    @Nullable
    String errorCode() {
        return verdict instanceof Verdict.Failed failed ? failed.errorCode() : null;
    }

    @Nullable
    String message() {
        return switch (verdict) {
            case Verdict.Completed _, Verdict.Refused _, Verdict.Deferred _ -> null;
            case Verdict.Failed failed -> failed.message();
            case Verdict.Again again -> again.message();
        };
    }

    @Nullable
    Instant nextAt() {
        return switch (verdict) {
            case Verdict.Again again -> again.nextAt();
            case Verdict.Deferred deferred -> deferred.nextAt();
            case Verdict.Completed _, Verdict.Failed _, Verdict.Refused _ -> null;
        };
    }

    Map<String, String> result() {
        return verdict instanceof Verdict.Completed completed ? completed.result() : Map.of();
    }

    String attemptResult() {
        if (lost) {
            return "lost";
        }
        return verdict instanceof Verdict.Completed ? "succeeded" : "failed";
    }
}
