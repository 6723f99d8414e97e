package io.punctual.appointments.directory;

import io.punctual.appointments.firm.Firm;
import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.Firms;
import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongConsumer;

/** What staff do with contacts. */
@ApplicationScoped
public class ContactAdmin {
    private final Contacts contacts;
    private final Firms firms;
    private final OpenAppointments open;
    private final AuditTrail audit;
    private final Clock clock;

    ContactAdmin(Contacts contacts, Firms firms, OpenAppointments open, AuditTrail audit, Clock clock) {
        this.contacts = contacts;
        this.firms = firms;
        this.open = open;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a contact.
     *
     * @throws Problem 409 {@code email_taken} where another has the address; 422 for what is no telephone number
     */
    @Transactional
    public Contact create(UUID firmId, ContactInput input) {
        Instant now = now();
        Contact contact = new Contact(new FirmKey(firmId, Ids.next()), details(firmId, input), now);
        Conflicts.guard(() -> contacts.persistAndFlush(contact));
        audit.record(firmId, Fact.of("contact_created", "contact", contact.id(), now));
        return contact;
    }

    /**
     * Gives a contact new details, whole, and tells others for each of their open appointments.
     *
     * @param ifCurrent is handed the present version and refuses to go on where the caller expected another
     * @throws Problem 404 where the firm has no such contact; 409 and 422 as for a new one
     */
    @Transactional
    public Contact update(UUID firmId, UUID id, ContactInput input, LongConsumer ifCurrent) {
        Contact contact = contacts.find(firmId, id).orElseThrow(Problem::notFound);
        ifCurrent.accept(contact.version());
        ContactDetails details = details(firmId, input);
        if (!details.equals(contact.details())) {
            Instant now = now();
            contact.change(details, now);
            Conflicts.guard(contacts::flush);
            open.contactChanged(firmId, id, now);
            audit.record(firmId, Fact.of("contact_updated", "contact", id, now));
        }
        return contact;
    }

    private ContactDetails details(UUID firmId, ContactInput input) {
        Firm firm = firms.findByIdOptional(firmId).orElseThrow(Conflicts::firmUnknown);
        Faults faults = new Faults();
        ContactDetails details = input.details(firm.profile().defaultCountry(), faults);
        faults.throwIfAny();
        return details;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
