package io.punctual.appointments.appointment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The status in which an appointment may begin. */
@Schema(enumeration = {"requested", "confirmed"})
public enum BookedAs {
    /** Asked for; the default. */
    REQUESTED,
    /** Agreed on already. */
    CONFIRMED
}
