package io.punctual.workflow.firm;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators do with the limits of firms. */
@ApplicationScoped
public class FirmLimitsAdmin {
    private final FirmLimits limits;
    private final MessageConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    FirmLimitsAdmin(FirmLimits limits, MessageConfig config, AuditTrail audit, Clock clock) {
        this.limits = limits;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** Limits as they are read, and their version: 0 where nothing was ever set. */
    record Current(FirmLimitsView view, int version) {}

    /** Reads a firm's limits. */
    @Transactional
    Current read(UUID firmId) {
        return limits.find(firmId)
                .map(limit -> new Current(view(limit.dailyMessages()), limit.version()))
                .orElseGet(() -> new Current(view(null), 0));
    }

    /**
     * Changes a firm's limits.
     *
     * @param seen the version that the operator's change is based on
     * @param dailyMessages null: the installation's default
     * @throws Problem 409 {@code changed_meanwhile} where the version is another by now
     */
    @Transactional
    Current change(UUID firmId, int seen, @Nullable Integer dailyMessages) {
        Instant now = clock.instant();
        if (!limits.change(firmId, dailyMessages, seen, now)) {
            throw Problem.conflict(
                    "changed_meanwhile",
                    "Somebody else changed it at the same time: read it again and repeat the change.");
        }
        FirmLimitsView view = view(dailyMessages);
        audit.record(
                firmId,
                new Fact(
                        "limits_changed",
                        "firm",
                        firmId.toString(),
                        now,
                        Map.of("daily_messages", view.dailyMessages(), "is_default", view.isDefault())));
        return new Current(view, seen + 1);
    }

    private FirmLimitsView view(@Nullable Integer own) {
        return new FirmLimitsView(own == null ? config.dailyLimit() : own, own == null);
    }
}
