package io.punctual.appointments.directory;

import org.jspecify.annotations.Nullable;

/**
 * Who a contact is and how to reach them.
 *
 * @param phone E.164, or null
 * @param timeZone IANA name, or null where it is not known
 * @param locale BCP 47 tag, or null where it is not known
 */
public record ContactDetails(
        String name,
        String email,
        @Nullable String phone,
        @Nullable String timeZone,
        @Nullable String locale) {}
