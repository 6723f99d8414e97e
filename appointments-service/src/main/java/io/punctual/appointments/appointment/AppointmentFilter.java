package io.punctual.appointments.appointment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which appointments to list; what is empty does not matter.
 *
 * @param from the earliest start, inclusive
 * @param to the latest start, exclusive
 */
public record AppointmentFilter(
        Optional<AppointmentStatus> status,
        Optional<UUID> contact,
        Optional<UUID> staff,
        Optional<UUID> type,
        Optional<Instant> from,
        Optional<Instant> to) {}
