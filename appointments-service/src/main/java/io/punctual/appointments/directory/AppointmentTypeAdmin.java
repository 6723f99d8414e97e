package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongConsumer;

/** What staff do with the kinds of meetings. A new name is told with each appointment's next event. */
@ApplicationScoped
public class AppointmentTypeAdmin {
    private final AppointmentTypes types;
    private final AuditTrail audit;
    private final Clock clock;

    AppointmentTypeAdmin(AppointmentTypes types, AuditTrail audit, Clock clock) {
        this.types = types;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a kind of meeting. */
    @Transactional
    public AppointmentType create(UUID firmId, AppointmentTypeDetails details) {
        Instant now = now();
        AppointmentType type = new AppointmentType(new FirmKey(firmId, Ids.next()), details, now);
        Conflicts.guard(() -> types.persistAndFlush(type));
        audit.record(firmId, Fact.of("appointment_type_created", "appointment_type", type.id(), now));
        return type;
    }

    /**
     * Gives a kind of meeting new details, whole.
     *
     * @param ifCurrent is handed the present version and refuses to go on where the caller expected another
     * @throws Problem 404 where the firm has no such type
     */
    @Transactional
    public AppointmentType update(UUID firmId, UUID id, AppointmentTypeDetails details, LongConsumer ifCurrent) {
        AppointmentType type = types.find(firmId, id).orElseThrow(Problem::notFound);
        ifCurrent.accept(type.version());
        if (!details.equals(type.details())) {
            Instant now = now();
            type.change(details, now);
            Conflicts.guard(types::flush);
            audit.record(firmId, Fact.of("appointment_type_updated", "appointment_type", id, now));
        }
        return type;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
