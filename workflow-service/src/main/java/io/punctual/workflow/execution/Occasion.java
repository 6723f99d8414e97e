package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why something is planned now, for one appointment.
 *
 * @param eventId of the event that triggers the workflows
 * @param eventTime the event's own time: time-free steps count from it
 * @param start of the appointment, as known now
 * @param end of the appointment, as known now
 * @param triggeredAt what lies before this instant is past: the event's own time, or that of the reschedule, edit or activation
 * @param maySendLate whether {@link IfLate#SEND_NOW} counts; an edit and an activation never send at once
 * @param traceparent W3C trace context of the event, or null
 */
public record Occasion(
        UUID appointmentId,
        String eventId,
        Instant eventTime,
        Trigger trigger,
        int generation,
        Instant start,
        Instant end,
        Instant triggeredAt,
        boolean maySendLate,
        @Nullable String traceparent) {}
