package io.punctual.workflow.action;

import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.firm.FirmSenders;
import java.time.Instant;
import java.util.UUID;

/**
 * What an action knows when it runs.
 *
 * @param executionId stable over tries: the idempotency key towards the world
 * @param snapshot the newest one
 * @param startedAt the instant this try began
 */
public record ActionContext(UUID firmId, UUID executionId, Snapshot snapshot, FirmSenders senders, Instant startedAt) {}
