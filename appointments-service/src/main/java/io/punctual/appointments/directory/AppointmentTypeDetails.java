package io.punctual.appointments.directory;

import org.jspecify.annotations.Nullable;

/**
 * What a kind of meeting is.
 *
 * @param durationMinutes what is usual, or null; nothing is derived from it
 */
public record AppointmentTypeDetails(
        String name,
        @Nullable Integer durationMinutes,
        @Nullable String description) {}
