package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.OpenAppointments;
import io.punctual.appointments.event.EventType;
import io.punctual.appointments.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Says {@code updated} for each open appointment of a person who changed. Locks are taken in one order everywhere: people
 * first, then appointments by id; so a booking that still saw the old person was committed before, and is found here.
 */
@ApplicationScoped
class OpenAppointmentsAnnouncer implements OpenAppointments {
    private static final int CHUNK = 500;

    private final EntityManager entities;
    private final Appointments appointments;
    private final Announcer announcer;
    private final Outbox outbox;

    OpenAppointmentsAnnouncer(EntityManager entities, Appointments appointments, Announcer announcer, Outbox outbox) {
        this.entities = entities;
        this.appointments = appointments;
        this.announcer = announcer;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void contactChanged(UUID firmId, UUID contactId, Instant now) {
        announce(firmId, Person.CONTACT, contactId, now);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void staffChanged(UUID firmId, UUID staffId, Instant now) {
        announce(firmId, Person.STAFF, staffId, now);
    }

    private void announce(UUID firmId, Person person, UUID personId, Instant now) {
        run("""
            SELECT id FROM appointment
            WHERE firm_id = :firm AND %s = :person AND status IN ('requested', 'confirmed')
            ORDER BY id FOR NO KEY UPDATE
            """.formatted(person.column()), firmId, personId).getResultList();
        run("""
            UPDATE appointment SET sequence = sequence + 1, version = version + 1, updated_at = :now
            WHERE firm_id = :firm AND %s = :person AND status IN ('requested', 'confirmed')
            """.formatted(person.column()), firmId, personId)
                .setParameter("now", now)
                .executeUpdate();
        Optional<UUID> after = Optional.empty();
        List<AppointmentDetails> chunk;
        do {
            chunk = appointments.open(firmId, person, personId, after, CHUNK);
            outbox.add(chunk.stream()
                    .map(details -> announcer.event(EventType.UPDATED, details, now))
                    .toList());
            after = chunk.isEmpty()
                    ? Optional.empty()
                    : Optional.of(chunk.getLast().appointment().id());
        } while (chunk.size() == CHUNK);
    }

    private Query run(String sql, UUID firmId, UUID personId) {
        return entities.createNativeQuery(sql).setParameter("firm", firmId).setParameter("person", personId);
    }
}
