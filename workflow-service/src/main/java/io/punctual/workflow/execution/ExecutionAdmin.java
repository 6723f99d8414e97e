package io.punctual.workflow.execution;

import io.punctual.ground.problem.Problem;
import io.punctual.workflow.audit.AuditTrail;
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
    private final ExecutionPlans plans;
    private final ExecutionHistory history;
    private final AuditTrail audit;
    private final Clock clock;
    private final Event<ExecutionsPlanned> planned;

    ExecutionAdmin(
            EndedExecutions executions,
            ExecutionPlans plans,
            ExecutionHistory history,
            AuditTrail audit,
            Clock clock,
            Event<ExecutionsPlanned> planned) {
        this.executions = executions;
        this.plans = plans;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
        this.planned = planned;
    }

    /**
     * Has a failed or cancelled execution tried again, due now, with all checks and a new budget of tries.
     *
     * @throws Problem 404 where the firm has no such execution, 409 {@code not_retryable} saying why not
     */
    @Transactional
    public ExecutionDetail retry(UUID firmId, UUID id, String actor) {
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
        // The audit reads results from outcomes; this one is about to go, so it is written down.
        audit(firmId, "workflow_executed", before, "engine", finishedAt, summary);
        audit(firmId, "execution_retried", before, actor, now, "was " + summary);
        executions.putBack(firmId, id, now, execution.expiresAt(now));
        planned.fire(new ExecutionsPlanned());
        return found(firmId, id);
    }

    /**
     * Cancels an execution. One that runs already is only marked: its result decides.
     *
     * @throws Problem 404 where the firm has no such execution, 409 {@code not_cancellable} where it has ended
     */
    @Transactional
    public ExecutionDetail cancel(UUID firmId, UUID id, String actor) {
        Instant now = clock.instant();
        boolean running = plans.withdrawExecution(firmId, id, Reason.CANCELLED_BY_STAFF, now)
                .map(ExecutionPlans.Withdrawn::started)
                .orElseThrow(() -> {
                    ExecutionDetail ended = found(firmId, id);
                    return Problem.conflict(
                            "not_cancellable", "It is " + ended.execution().status() + " already.");
                });
        ExecutionDetail detail = found(firmId, id);
        String summary = running ? "already running, its result decides" : "cancelled/cancelled_by_staff";
        audit(firmId, "execution_cancelled", detail.execution(), actor, now, summary);
        return detail;
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

    private void audit(
            UUID firmId, String eventType, ExecutionView execution, String actor, Instant at, String summary) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("workflow_id", execution.workflowId());
        metadata.put("workflow_name", execution.workflowName());
        metadata.put("workflow_version", execution.workflowVersion());
        metadata.put("action_type", execution.actionType());
        metadata.put("execution_id", execution.id());
        metadata.put("result_summary", summary);
        audit.record(firmId, eventType, "appointment", execution.appointmentId().toString(), actor, at, metadata);
    }
}
