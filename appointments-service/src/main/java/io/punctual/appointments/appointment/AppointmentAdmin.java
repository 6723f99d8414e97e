package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.Contacts;
import io.punctual.appointments.directory.StaffMember;
import io.punctual.appointments.directory.StaffMembers;
import io.punctual.appointments.outbox.Outbox;
import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is done to appointments that exist. In every method {@code ifCurrent} is handed the present version and refuses
 * to go on where the caller expected another; who loses a race without it gets 409 {@code lost_race}; what the status does
 * not allow is 409 {@code illegal_transition}, and what is out of reach 404.
 */
@ApplicationScoped
public class AppointmentAdmin {
    private static final Logger LOG = Logger.getLogger(AppointmentAdmin.class);

    private final Appointments appointments;
    private final Contacts contacts;
    private final StaffMembers staff;
    private final Announcer announcer;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    AppointmentAdmin(
            Appointments appointments,
            Contacts contacts,
            StaffMembers staff,
            Announcer announcer,
            Outbox outbox,
            AuditTrail audit,
            Clock clock) {
        this.appointments = appointments;
        this.contacts = contacts;
        this.staff = staff;
        this.announcer = announcer;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Agrees on it; 409 {@code staff_unavailable} where the staff member has another confirmed one then. */
    @Transactional
    public AppointmentDetails confirm(Reach reach, UUID id, LongConsumer ifCurrent) {
        return change(reach, id, ifCurrent, Change.CONFIRM, Appointment::confirm);
    }

    /** Notes that it took place. */
    @Transactional
    public AppointmentDetails complete(Reach reach, UUID id, LongConsumer ifCurrent) {
        return change(reach, id, ifCurrent, Change.COMPLETE, Appointment::complete);
    }

    /** Notes that the contact did not come. */
    @Transactional
    public AppointmentDetails miss(Reach reach, UUID id, LongConsumer ifCurrent) {
        return change(reach, id, ifCurrent, Change.MISS, Appointment::miss);
    }

    /** Calls it off. A portal user cannot once it has started: 409 {@code already_started}. */
    @Transactional
    public AppointmentDetails cancel(Reach reach, UUID id, LongConsumer ifCurrent, @Nullable String reason) {
        return change(reach, id, ifCurrent, Change.CANCEL, (appointment, now) -> {
            checkNotStarted(reach, appointment, now);
            appointment.cancel(reason, now);
        });
    }

    /** Gives it other times; a portal user only ahead, and not once it has started. */
    @Transactional
    public AppointmentDetails reschedule(Reach reach, UUID id, LongConsumer ifCurrent, Times times) {
        return change(reach, id, ifCurrent, Change.RESCHEDULE, (appointment, now) -> {
            Faults faults = new Faults();
            times.check(faults);
            if (reach.isPortal() && times.start().isBefore(now)) {
                faults.add("start_time", "in_past", "start_time must not be in the past.");
            }
            faults.throwIfAny();
            checkNotStarted(reach, appointment, now);
            appointment.reschedule(times, now);
        });
    }

    /** Gives it another contact, staff member or place. Where nothing is different, nothing happens. */
    @Transactional
    public AppointmentDetails update(Reach reach, UUID id, LongConsumer ifCurrent, AppointmentPatch patch) {
        AppointmentDetails before = current(reach, id, ifCurrent);
        Appointment appointment = before.appointment();
        Parties parties = patch.applyTo(appointment.parties());
        Location location = patch.applyTo(appointment.location());
        Faults faults = new Faults();
        Contact contact = before.contact();
        if (!contact.id().equals(parties.contactId())) {
            contact = contacts.findHeld(reach.firmId(), parties.contactId()).orElse(contact);
            check(contact.id().equals(parties.contactId()), "contact_id", faults);
        }
        StaffMember holder = before.staff();
        if (!holder.id().equals(parties.staffId())) {
            holder = staff.findReserved(reach.firmId(), parties.staffId()).orElse(holder);
            check(holder.id().equals(parties.staffId()), "staff_id", faults);
        }
        faults.throwIfAny();
        Instant now = now();
        boolean same = parties.equals(appointment.parties()) && location.equals(appointment.location());
        if (same && appointment.status().isOpen()) {
            return before;
        }
        appointment.update(parties, location, now);
        return written(
                new AppointmentDetails(appointment, before.firm(), before.type(), contact, holder), Change.UPDATE, now);
    }

    private AppointmentDetails change(
            Reach reach, UUID id, LongConsumer ifCurrent, Change change, BiConsumer<Appointment, Instant> verb) {
        AppointmentDetails details = current(reach, id, ifCurrent);
        Instant now = now();
        boolean takesTime = change == Change.CONFIRM || change == Change.RESCHEDULE;
        if (takesTime
                && details.appointment().status().after(change).equals(Optional.of(AppointmentStatus.CONFIRMED))) {
            // Two that overlap meet at the staff member's row; in the constraint each would wait for the other.
            staff.reserve(reach.firmId(), details.staff().id());
        }
        verb.accept(details.appointment(), now);
        return written(details, change, now);
    }

    private AppointmentDetails current(Reach reach, UUID id, LongConsumer ifCurrent) {
        AppointmentDetails details = appointments.find(reach, id).orElseThrow(Problem::notFound);
        ifCurrent.accept(details.version());
        return details;
    }

    private AppointmentDetails written(AppointmentDetails details, Change change, Instant now) {
        Conflicts.guard(appointments::flush);
        outbox.add(List.of(announcer.event(change.published(), details, now)));
        Appointment appointment = details.appointment();
        audit.record(
                appointment.firmId(),
                new Fact(
                        "appointment_" + change.published().name().toLowerCase(Locale.ROOT),
                        "appointment",
                        appointment.id().toString(),
                        now,
                        Map.of("sequence", appointment.sequence())));
        LOG.infof(
                "Appointment %s: %s",
                details.appointment().id(), change.published().wireName());
        return details;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void checkNotStarted(Reach reach, Appointment appointment, Instant now) {
        if (reach.isPortal() && !appointment.times().start().isAfter(now)) {
            throw Problem.conflict("already_started", "It has started: ask the firm.");
        }
    }

    private static void check(boolean known, String field, Faults faults) {
        if (!known) {
            faults.add(field, "unknown", "There is no such " + field.replace("_id", "") + ".");
        }
    }
}
