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

/** What is done with staff members. */
@ApplicationScoped
public class StaffAdmin {
    private final StaffMembers staff;
    private final OpenAppointments open;
    private final AuditTrail audit;
    private final Clock clock;

    StaffAdmin(StaffMembers staff, OpenAppointments open, AuditTrail audit, Clock clock) {
        this.staff = staff;
        this.open = open;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a staff member. */
    @Transactional
    public StaffMember create(UUID firmId, StaffDetails details) {
        Instant now = now();
        StaffMember member = new StaffMember(new FirmKey(firmId, Ids.next()), details, now);
        Conflicts.guard(() -> staff.persistAndFlush(member));
        audit.record(firmId, Fact.of("staff_created", "staff", member.id(), now));
        return member;
    }

    /**
     * Gives a staff member new details, whole, and tells others for each of their open appointments.
     *
     * @param ifCurrent is handed the present version and refuses to go on where the caller expected another
     * @throws Problem 404 where the firm has no such staff member
     */
    @Transactional
    public StaffMember update(UUID firmId, UUID id, StaffDetails details, LongConsumer ifCurrent) {
        StaffMember member = staff.find(firmId, id).orElseThrow(Problem::notFound);
        ifCurrent.accept(member.version());
        if (!details.equals(member.details())) {
            Instant now = now();
            member.change(details, now);
            Conflicts.guard(staff::flush);
            open.staffChanged(firmId, id, now);
            audit.record(firmId, Fact.of("staff_updated", "staff", id, now));
        }
        return member;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
