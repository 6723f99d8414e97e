package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.UUID;

/**
 * What the statement that starts an execution returns of it; {@link Claimed} adds what many executions have in common.
 *
 * @param plannedVersion the workflow's version when it was planned
 */
record StartedRow(
        UUID firmId,
        UUID executionId,
        long fence,
        int attempt,
        int retries,
        Instant scheduledFor,
        Instant expiresAt,
        Trigger trigger,
        int generation,
        Tie tie,
        UUID workflowId,
        int plannedVersion,
        String stepKey,
        UUID appointmentId) {}
