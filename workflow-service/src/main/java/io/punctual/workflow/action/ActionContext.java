package io.punctual.workflow.action;

import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.firm.FirmSenders;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What an action knows when it runs.
 *
 * @param executionId stable over tries: the idempotency key towards the world
 * @param newest reads the newest snapshot, for actions that need it
 * @param startedAt the instant this try began
 */
public record ActionContext(
        UUID firmId, UUID executionId, Supplier<Snapshot> newest, FirmSenders senders, Instant startedAt) {

    /** With a snapshot that is at hand. */
    public ActionContext(UUID firmId, UUID executionId, Snapshot snapshot, FirmSenders senders, Instant startedAt) {
        this(firmId, executionId, () -> snapshot, senders, startedAt);
    }

    /** The newest snapshot. */
    public Snapshot snapshot() {
        return newest.get();
    }
}
