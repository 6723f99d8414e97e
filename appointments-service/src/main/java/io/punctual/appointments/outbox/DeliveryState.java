package io.punctual.appointments.outbox;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the delivery of an event has come. Delivered ones are gone. */
@Schema(enumeration = {"waiting", "retrying", "dead"})
public enum DeliveryState {
    /** Not tried yet: it is about to be, or an earlier event of its appointment is being retried. */
    WAITING,
    /** Tried without success; it will be tried again by itself. */
    RETRYING,
    /** Given up: refused for good, or unreachable for more than three days. Leaves by a redelivery alone. */
    DEAD;

    /** The name in the database and in answers. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
