package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.ContactDetails;
import io.punctual.appointments.event.AppointmentEvent;
import io.punctual.appointments.event.EventType;
import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.json.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Books appointments: four round trips to the database at most, beside the scope and the commit. */
@ApplicationScoped
public class Booking {
    private static final Logger LOG = Logger.getLogger(Booking.class);

    private final BookingStatements statements;
    private final Announcer announcer;
    private final AuditTrail audit;
    private final Clock clock;

    Booking(BookingStatements statements, Announcer announcer, AuditTrail audit, Clock clock) {
        this.statements = statements;
        this.announcer = announcer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Books an appointment and publishes {@code created}, and {@code confirmed} where it begins so.
     *
     * @param reading what was asked for, with the faults of its reading, to which those of its meaning are added
     * @throws io.punctual.ground.problem.Problem 422 naming everything that is wrong; 409 {@code staff_unavailable} where
     *     it is confirmed and the staff member has another then
     */
    @Transactional
    public AppointmentDetails book(Reach reach, Reading<BookingRequest> reading) {
        BookingRequest request = reading.value() == null ? reading.orThrow() : reading.value();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BookingCheck check = new BookingCheck(reach, request, reading.faults());
        check.request(now);
        Resolution resolved = statements
                .resolve(reach.firmId(), request, check.contactId(), check.email())
                .orElseThrow(Conflicts::firmUnknown);
        @Nullable ContactDetails added = check.resolved(resolved);
        reading.faults().throwIfAny();

        Contact contact = resolved.contact() == null
                ? statements.add(reach.firmId(), Objects.requireNonNull(added), now)
                : resolved.contact();
        AppointmentDetails details = new AppointmentDetails(
                appointment(reach, request, contact, now),
                resolved.firm(),
                Objects.requireNonNull(resolved.type()),
                contact,
                Objects.requireNonNull(resolved.staff()));
        statements.book(details.appointment(), events(request, details, now));
        audit.record(
                reach.firmId(),
                new Fact(
                        "appointment_created",
                        "appointment",
                        details.appointment().id().toString(),
                        now,
                        Map.of(
                                "status", details.appointment().status().wireName(),
                                "contact_id", contact.id(),
                                "contact_added", resolved.contact() == null)));
        LOG.infof("Appointment %s booked", details.appointment().id());
        return details;
    }

    private List<AppointmentEvent> events(BookingRequest request, AppointmentDetails details, Instant now) {
        AppointmentEvent created = announcer.event(EventType.CREATED, details, now);
        if (!request.confirmed()) {
            return List.of(created);
        }
        details.appointment().confirm(now);
        return List.of(created, announcer.event(EventType.CONFIRMED, details, now));
    }

    private static Appointment appointment(Reach reach, BookingRequest request, Contact contact, Instant now) {
        return new Appointment(
                new FirmKey(reach.firmId(), Ids.next()),
                new Parties(request.appointmentTypeId(), contact.id(), request.staffId()),
                new Times(request.startTime(), request.endTime()),
                request.timeZone(),
                new Location(request.locationMode(), request.locationDetails()),
                now);
    }
}
