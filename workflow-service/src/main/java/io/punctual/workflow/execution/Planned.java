package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution as planned.
 *
 * @param expiresAt its lateness limit
 * @param ended why it ended as it was planned, or null where it waits
 */
public record Planned(
        UUID id,
        UUID workflowId,
        int workflowVersion,
        String stepKey,
        int step,
        String actionType,
        UUID appointmentId,
        String eventId,
        Instant eventTime,
        Trigger trigger,
        int generation,
        String recipient,
        Tie tie,
        Instant scheduledFor,
        Instant expiresAt,
        @Nullable String traceparent,
        @Nullable Reason ended) {

    /** The same, ended for this reason; what has ended already stays as it is. */
    public Planned endedAs(Reason reason) {
        return ended != null
                ? this
                : new Planned(
                        id,
                        workflowId,
                        workflowVersion,
                        stepKey,
                        step,
                        actionType,
                        appointmentId,
                        eventId,
                        eventTime,
                        trigger,
                        generation,
                        recipient,
                        tie,
                        scheduledFor,
                        expiresAt,
                        traceparent,
                        reason);
    }

    /** The same, refused where the newest status of its appointment speaks against it. */
    public Planned against(AppointmentStatus status) {
        return AppointmentEffect.of(status, trigger, tie).map(this::endedAs).orElse(this);
    }

    /** Whether it waits for its instant. */
    public boolean waits() {
        return ended == null;
    }
}
