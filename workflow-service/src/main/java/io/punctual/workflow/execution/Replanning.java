package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.UUID;

/**
 * What a change of a workflow does to its executions. Called inside the change's transaction, after
 * {@link #lockForChange} was its first statement: intake of the firm's events waits until the change commits.
 */
public interface Replanning {

    /** What a change did, or would do: executions cancelled, planned to wait, and planned but skipped at once. */
    record Effect(int cancels, int plans, int skips) {
        /** Nothing. */
        public static final Effect NONE = new Effect(0, 0, 0);
    }

    /** Makes this transaction the only one that changes what the firm's events are planned by, until it ends. */
    void lockForChange(UUID firmId);

    /**
     * A new version was published while active: where trigger, filter, a delay or the set of steps changed, what waits is
     * cancelled and planned again from the original event's time.
     */
    Effect edited(UUID firmId, WorkflowPlan before, WorkflowPlan after, Instant now);

    /** What {@link #edited} would do; changes nothing. */
    Effect wouldDo(UUID firmId, WorkflowPlan before, WorkflowPlan after, Instant now);

    /** The workflow stopped: what waits is cancelled as {@link Reason#WORKFLOW_INACTIVE} or {@link Reason#WORKFLOW_DELETED}. */
    int withdraw(UUID firmId, UUID workflowId, Reason reason, Instant now);

    /** Activation for what exists: plans the time-tied steps for the firm's future, open appointments. */
    Effect applyToExisting(UUID firmId, WorkflowPlan plan, Instant now);
}
