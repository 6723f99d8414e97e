package io.punctual.workflow.execution;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.audit.Origin;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.tenancy.Scope;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.audit.RemovedOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What people do with single executions. */
@ApplicationScoped
public class ExecutionAdmin {
    private final EndedExecutions executions;
    private final Withdrawals withdrawals;
    private final ExecutionHistory history;
    private final AuditTrail audit;
    private final Actions actions;
    private final Clock clock;
    private final Event<ExecutionsPlanned> planned;

    ExecutionAdmin(
            EndedExecutions executions,
            Withdrawals withdrawals,
            ExecutionHistory history,
            AuditTrail audit,
            Actions actions,
            Clock clock,
            Event<ExecutionsPlanned> planned) {
        this.executions = executions;
        this.withdrawals = withdrawals;
        this.history = history;
        this.audit = audit;
        this.actions = actions;
        this.clock = clock;
        this.planned = planned;
    }

    /**
     * Has a failed or cancelled execution tried again, due now, with all checks and a new budget of tries.
     *
     * @throws Problem 404 where the firm has no such execution, 409 {@code not_retryable} saying why not
     */
    @Transactional
    public ExecutionDetail retry(UUID firmId, UUID id) {
        Instant now = clock.instant();
        EndedExecution execution = executions.lock(firmId, id).orElseThrow(() -> notEnded(firmId, id));
        execution.refusal(now).ifPresent(why -> {
            throw Problem.conflict("not_retryable", why);
        });
        if (!executions.takeIdentity(firmId, id)) {
            throw Problem.conflict("not_retryable", "Another execution has taken its place.");
        }
        ExecutionView before = found(firmId, id).execution();
        String summary = before.status() + "/" + (before.reason() == null ? before.errorCode() : before.reason());
        Instant finishedAt = before.finishedAt() == null ? now : before.finishedAt();
        RemovedOutcome removed =
                executions.putBack(firmId, id, now, execution.expiresAt(now), actions.channel(before.actionType()));
        ExecutionDetail after = found(firmId, id);
        // The audit reads results from outcomes; this one is gone, so it is written down.
        audit.note(firmId, Origin.ENGINE, fact("workflow_executed", before, finishedAt, summary, Map.of()));
        audit.record(
                firmId, fact("execution_retried", before, now, "was " + summary, Map.of("removed_outcome", removed)));
        planned.fire(new ExecutionsPlanned(now));
        return after;
    }

    /**
     * Cancels an execution. One that runs already is only marked: its result decides.
     *
     * @throws Problem 404 where the firm has no such execution, 409 {@code not_cancellable} where it has ended
     */
    @Transactional
    public ExecutionDetail cancel(UUID firmId, UUID id) {
        Instant now = clock.instant();
        boolean running = withdrawals
                .ofExecution(firmId, id, Reason.CANCELLED_BY_STAFF, now)
                .map(Withdrawals.Withdrawn::started)
                .orElseThrow(() -> {
                    ExecutionDetail ended = found(firmId, id);
                    return Problem.conflict(
                            "not_cancellable", "It is " + ended.execution().status() + " already.");
                });
        ExecutionDetail detail = found(firmId, id);
        String summary = running ? "already running, its result decides" : "cancelled/cancelled_by_staff";
        audit.record(firmId, fact("execution_cancelled", detail.execution(), now, summary, Map.of()));
        return detail;
    }

    /** Takes down that an operator had what was due run, in the installation's own audit. */
    @Transactional
    public void noteRun(DueRun.Result result) {
        Map<String, Object> metadata = Map.of(
                "executed", result.executed(),
                "failed", result.failed(),
                "skipped", result.skipped(),
                "remaining", result.remaining());
        audit.record(
                Scope.NO_FIRM,
                new Fact("due_run", "installation", Scope.NO_FIRM.toString(), clock.instant(), metadata));
    }

    private Problem notEnded(UUID firmId, UUID id) {
        ExecutionDetail waiting = found(firmId, id);
        return Problem.conflict(
                "not_retryable",
                "It is " + waiting.execution().status() + "; only failed and cancelled executions can be tried again.");
    }

    private ExecutionDetail found(UUID firmId, UUID id) {
        return history.find(firmId, id).orElseThrow(Problem::notFound);
    }

    private static Fact fact(
            String eventType, ExecutionView execution, Instant at, String summary, Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("workflow_id", execution.workflowId());
        metadata.put("workflow_name", execution.workflowName());
        metadata.put("workflow_version", execution.workflowVersion());
        metadata.put("action_type", execution.actionType());
        metadata.put("execution_id", execution.id());
        metadata.put("result_summary", summary);
        metadata.putAll(more);
        return new Fact(eventType, "appointment", execution.appointmentId().toString(), at, metadata);
    }
}
