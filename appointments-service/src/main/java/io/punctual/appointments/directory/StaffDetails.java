package io.punctual.appointments.directory;

import org.jspecify.annotations.Nullable;

/**
 * Who a staff member is.
 *
 * @param timeZone IANA name, or null where it is the firm's
 */
public record StaffDetails(
        String name, String email, @Nullable String timeZone) {}
