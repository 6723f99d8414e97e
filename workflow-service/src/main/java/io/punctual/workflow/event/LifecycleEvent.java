package io.punctual.workflow.event;

import io.punctual.workflow.appointment.AppointmentKey;
import io.punctual.workflow.appointment.Snapshot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact of an appointment's life, checked and ready to be taken.
 *
 * @param source who says so
 * @param id unique with the source, up to 255 characters
 * @param time the event's own time
 * @param traceparent W3C trace context, or null
 * @param data the snapshot that it carries
 * @param dataJson the same as JSON text, reduced to what is known here, as it is stored
 * @param bodyHash SHA-256 of the event as canonical JSON (sorted keys) without trace attributes: tells a repetition from a change
 */
public record LifecycleEvent(
        String source,
        String id,
        EventType type,
        Instant time,
        @Nullable String traceparent,
        Snapshot data,
        String dataJson,
        BodyHash bodyHash) {

    /** The firm it belongs to. */
    public UUID firmId() {
        return data.firm().id();
    }

    /** The appointment it is about. */
    public AppointmentKey appointment() {
        return new AppointmentKey(firmId(), appointmentId());
    }

    /** The id of its appointment. */
    public UUID appointmentId() {
        return data.appointment().id();
    }
}
