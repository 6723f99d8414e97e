package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.ContactDetails;
import io.punctual.appointments.directory.ContactInput;
import io.punctual.ground.problem.Faults;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with the meaning of a booking request. Members that could not be read are null here. */
final class BookingCheck {
    private final Reach reach;
    private final BookingRequest request;
    private final Faults faults;

    BookingCheck(Reach reach, BookingRequest request, Faults faults) {
        this.reach = reach;
        this.request = request;
        this.faults = faults;
    }

    /** By which id to look for the contact. */
    Optional<UUID> contactId() {
        return reach.isPortal() ? Optional.empty() : Optional.ofNullable(request.contactId());
    }

    /** By which address to look for the contact where no id was given. */
    Optional<String> email() {
        return reach.contactEmail()
                .or(() -> Optional.ofNullable(request.contact()).map(ContactInput::email));
    }

    /** Checks what the request says by itself. */
    void request(Instant now) {
        if (request.startTime() != null && request.endTime() != null) {
            new Times(request.startTime(), request.endTime()).check(faults);
        }
        boolean given = request.contact() != null || faults.has("contact") || faults.has("contact_id");
        if (request.contactId() != null && request.contact() != null) {
            faults.add("contact", "ambiguous", "Give contact_id or contact, not both.");
        } else if (!reach.isPortal() && request.contactId() == null && !given) {
            faults.add("contact_id", "required", "Give contact_id or contact.");
        }
        if (reach.isPortal()) {
            portal(now);
        }
    }

    private void portal(Instant now) {
        if (request.confirmed()) {
            faults.add("status", "not_allowed", "Your appointment begins as requested.");
        }
        if (request.startTime() != null && request.startTime().isBefore(now)) {
            faults.add("start_time", "in_past", "start_time must not be in the past.");
        }
        String email = request.contact() == null ? null : request.contact().email();
        if (email != null && !reach.isOwn(email)) {
            faults.add("contact.email", "not_yours", "You book for yourself: give your own e-mail address.");
        }
    }

    /** Checks that what the request names exists, and reads the details of an inline contact. */
    @Nullable
    ContactDetails resolved(Resolution resolution) {
        if (request.appointmentTypeId() != null && resolution.type() == null) {
            unknown("appointment_type_id", "appointment type");
        }
        if (request.staffId() != null && resolution.staff() == null) {
            unknown("staff_id", "staff member");
        }
        Contact found = resolution.contact();
        if (request.contactId() != null && (found == null || !found.id().equals(request.contactId()))) {
            unknown("contact_id", "contact");
        }
        ContactInput inline = request.contact();
        if (inline != null) {
            return inline.details(resolution.firm().profile().defaultCountry(), faults.at("contact"));
        }
        if (reach.isPortal() && found == null && request.contactId() == null) {
            faults.add("contact", "required", "You are not known yet: give contact with your name.");
        }
        return null;
    }

    private void unknown(String field, String what) {
        faults.add(field, "unknown", "There is no such " + what + ".");
    }
}
