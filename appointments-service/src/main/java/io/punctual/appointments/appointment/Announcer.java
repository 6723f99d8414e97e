package io.punctual.appointments.appointment;

import io.punctual.appointments.event.AppointmentEvent;
import io.punctual.appointments.event.EventType;
import io.punctual.appointments.event.TraceParent;
import io.punctual.ground.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Words the events of an appointment. */
@ApplicationScoped
class Announcer {
    private final TraceParent trace;

    Announcer(TraceParent trace) {
        this.trace = trace;
    }

    /** The event of what was just done to an appointment. */
    AppointmentEvent event(EventType type, AppointmentDetails details, Instant now) {
        return AppointmentEvent.of(Ids.next(), type, now, trace.current().orElse(null), details.eventData());
    }
}
