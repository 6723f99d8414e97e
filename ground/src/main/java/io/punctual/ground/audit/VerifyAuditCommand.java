package io.punctual.ground.audit;

import io.punctual.ground.command.CommandOutput;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.arc.All;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The command that checks the audit of all firms, or of one: exit 0 where it is whole, 1 where it is broken, 2 for a wrong call. */
public class VerifyAuditCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it; a firm's id may follow. */
    public static final String NAME = "verify-audit";

    private static final Logger LOG = Logger.getLogger(VerifyAuditCommand.class);
    private static final int BROKEN = 1;
    private static final int WRONG_CALL = 2;

    private final ChainVerification chains;
    private final List<AuditCheck> checks;
    private final CommandOutput output;

    VerifyAuditCommand(ChainVerification chains, @All List<AuditCheck> checks, CommandOutput output) {
        this.chains = chains;
        this.checks = checks;
        this.output = output;
    }

    @Override
    public int run(String... args) throws Exception {
        Optional<UUID> firm;
        try {
            firm = args.length < 2 ? Optional.empty() : Optional.of(UUID.fromString(args[1]));
        } catch (IllegalArgumentException e) {
            LOG.errorf("%s takes a firm's id, or nothing for all firms", NAME);
            return WRONG_CALL;
        }
        AuditVerification verification = Acting.asEngine(() -> verify(firm));
        output.write(verification);
        if (firm.isPresent() && verification.isEmpty()) {
            LOG.warnf("Nothing of firm %s is chained or sealed yet. Is that its id?", firm.get());
        }
        return verification.valid() ? 0 : BROKEN;
    }

    /** Checks everything; in the engine's scope. */
    AuditVerification verify(Optional<UUID> firm) {
        List<ChainReport> reports = firm.map(List::of).orElseGet(chains::firms).stream()
                .map(chains::verify)
                .toList();
        List<SealReport> seals =
                checks.stream().flatMap(check -> check.check(firm).stream()).toList();
        boolean valid =
                reports.stream().allMatch(ChainReport::valid) && seals.stream().allMatch(SealReport::valid);
        return new AuditVerification(valid, reports, seals);
    }
}
