package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.AppointmentType;
import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.ContactDetails;
import io.punctual.appointments.directory.StaffMember;
import io.punctual.appointments.event.AppointmentEvent;
import io.punctual.appointments.firm.Firm;
import io.punctual.appointments.outbox.Outbox;
import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The three statements that a booking costs at most: resolve, add a new contact, insert with its events. */
@ApplicationScoped
class BookingStatements {

    /**
     * People are locked against changes until the booking commits, so that the events of a change never miss it. The
     * staff member of a confirmed one is locked against other such bookings too: two that overlap then meet here one
     * after the other, instead of in the exclusion constraint, where each would wait for the other.
     */
    private static final String RESOLVE = """
            WITH held_contact AS (
                SELECT * FROM contact WHERE firm_id = :firm AND CONTACT_KEY FOR SHARE),
            held_staff AS (
                SELECT * FROM staff_member WHERE firm_id = :firm AND id = :staff FOR STAFF_LOCK)
            SELECT {f.*}, {t.*}, {c.*}, {s.*}
            FROM firm f
              LEFT JOIN appointment_type t ON t.firm_id = f.firm_id AND t.id = :type
              LEFT JOIN held_contact c ON true
              LEFT JOIN held_staff s ON true
            WHERE f.firm_id = :firm
            """;

    /** Where another booking was quicker with the same address, its contact comes back, unchanged and locked. */
    private static final String ADD_CONTACT = """
            INSERT INTO contact (firm_id, id, name, email, phone, time_zone, locale, version, created_at, updated_at)
            VALUES (:firm, :id, :name, :email, :phone, :zone, :locale, 0, :now, :now)
            ON CONFLICT (firm_id, lower(email)) DO UPDATE SET email = contact.email
            RETURNING *
            """;

    private static final String BOOK = """
            INSERT INTO appointment (firm_id, id, appointment_type_id, contact_id, staff_id, status, start_time, end_time,
                time_zone, location_mode, location_details, sequence, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
            """;

    private final EntityManager entities;
    private final Outbox outbox;

    BookingStatements(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    /** Reads what a request refers to; the contact by its id or else by its address. Empty where the firm is unknown. */
    Optional<Resolution> resolve(
            UUID firmId, BookingRequest request, Optional<UUID> contactId, Optional<String> email) {
        String contact = contactId.isPresent() ? "id = :contact" : "lower(email) = lower(:contact)";
        Object key = contactId.isPresent() ? contactId.get() : email.orElse("");
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        RESOLVE.replace("CONTACT_KEY", contact)
                                .replace("STAFF_LOCK", request.confirmed() ? "NO KEY UPDATE" : "SHARE"),
                        Object[].class)
                .addEntity("f", Firm.class)
                .addEntity("t", AppointmentType.class)
                .addEntity("c", Contact.class)
                .addEntity("s", StaffMember.class)
                .setParameter("firm", firmId)
                .setParameter("type", request.appointmentTypeId(), UUID.class)
                .setParameter("staff", request.staffId(), UUID.class)
                .setParameter("contact", key)
                .uniqueResultOptional()
                .map(row -> new Resolution(
                        (Firm) row[0], (AppointmentType) row[1], (Contact) row[2], (StaffMember) row[3]));
    }

    /** Adds a contact whose address was not known a moment ago. */
    Contact add(UUID firmId, ContactDetails details, Instant now) {
        return entities.unwrap(Session.class)
                .createNativeQuery(ADD_CONTACT, Contact.class)
                .setParameter("firm", firmId)
                .setParameter("id", Ids.next())
                .setParameter("name", details.name())
                .setParameter("email", details.email())
                .setParameter("phone", details.phone(), String.class)
                .setParameter("zone", details.timeZone(), String.class)
                .setParameter("locale", details.locale(), String.class)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Inserts an appointment and its events. */
    void book(Appointment appointment, List<AppointmentEvent> events) {
        Parties parties = appointment.parties();
        Times times = appointment.times();
        Location location = appointment.location();
        List<Object> row = Arrays.asList(
                appointment.firmId(),
                appointment.id(),
                parties.appointmentTypeId(),
                parties.contactId(),
                parties.staffId(),
                appointment.status().wireName(),
                times.start(),
                times.end(),
                appointment.timeZone(),
                location.mode().wireName(),
                location.details(),
                appointment.sequence(),
                appointment.createdAt(),
                appointment.updatedAt());
        Conflicts.guard(() -> outbox.addTogetherWith(BOOK, row, events));
    }
}
