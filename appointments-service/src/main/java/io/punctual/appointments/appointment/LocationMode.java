package io.punctual.appointments.appointment;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How people meet. */
@Schema(enumeration = {"video", "phone", "in_person"})
public enum LocationMode {
    /** By a link. */
    VIDEO,
    /** By telephone. */
    PHONE,
    /** At a place. */
    IN_PERSON;

    /** The name in the database, in requests and in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
