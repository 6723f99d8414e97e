package io.punctual.appointments.firm;

import io.punctual.appointments.problem.Conflicts;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/** What operators and admins do with firms. */
@ApplicationScoped
public class FirmAdmin {
    private static final Logger LOG = Logger.getLogger(FirmAdmin.class);

    private final Firms firms;
    private final AuditTrail audit;
    private final Clock clock;

    FirmAdmin(Firms firms, AuditTrail audit, Clock clock) {
        this.firms = firms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Creates a firm.
     *
     * @throws Problem 409 {@code firm_exists} where the id is taken
     */
    @Transactional
    public Firm create(UUID id, FirmProfile profile) {
        if (firms.findById(id) != null) {
            throw Problem.conflict("firm_exists", "There is a firm with this id already.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Firm firm = new Firm(id, profile, now);
        Conflicts.guard(() -> firms.persistAndFlush(firm));
        audit.record(id, Fact.of("firm_created", "firm", id, now));
        LOG.infof("Firm %s created", id);
        return firm;
    }

    /** Creates a firm where there is none with that id yet; another replica may be doing the same. */
    @Transactional
    public void createIfMissing(UUID id, FirmProfile profile) {
        firms.insertIfMissing(id, profile, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Gives a firm a new profile.
     *
     * @param ifCurrent is handed the present version and refuses to go on where the caller expected another
     * @throws Problem 404 where there is no such firm
     */
    @Transactional
    public Firm update(UUID id, FirmProfile profile, LongConsumer ifCurrent) {
        Firm firm = firms.findByIdOptional(id).orElseThrow(Problem::notFound);
        ifCurrent.accept(firm.version());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        firm.change(profile, now);
        Conflicts.guard(firms::flush);
        audit.record(id, Fact.of("firm_updated", "firm", id, now));
        LOG.infof("Firm %s updated", id);
        return firm;
    }
}
