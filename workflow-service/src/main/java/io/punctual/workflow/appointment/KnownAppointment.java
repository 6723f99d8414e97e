package io.punctual.workflow.appointment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an appointment.
 *
 * @param sequence of the newest event, 0 where none was applied yet
 * @param generation how many reschedules it has seen
 * @param seen the events that may trigger something, by trigger
 * @param confirmedGeneration the generation in which its confirmation was planned last, or null
 */
public record KnownAppointment(
        UUID id,
        long sequence,
        AppointmentStatus status,
        int generation,
        UUID appointmentType,
        Instant startTime,
        Instant endTime,
        Map<String, Seen> seen,
        @Nullable Integer confirmedGeneration) {

    /** An event that was seen. */
    public record Seen(String id, Instant time) {}

    /** The event that brought this trigger, where it was seen. */
    public Optional<Seen> seen(Trigger trigger) {
        return Optional.ofNullable(seen.get(trigger.code()));
    }
}
