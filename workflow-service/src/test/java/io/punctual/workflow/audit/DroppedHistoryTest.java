package io.punctual.workflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.ChainVerification;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.audit.Origin;
import io.punctual.ground.audit.SealReport;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.MutableClock;
import io.punctual.workflow.history.HistoryCare;
import io.punctual.workflow.history.HistoryProfile;
import io.punctual.workflow.history.Months;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What verify-audit says while months go: the audit is kept for two years. */
@QuarkusTest
@TestProfile(HistoryProfile.class)
class DroppedHistoryTest {
    @Inject
    Sealing sealing;

    @Inject
    SealCheck check;

    @Inject
    ChainVerification chains;

    @Inject
    AuditTrail trail;

    @Inject
    HistoryCare care;

    @Inject
    MutableClock clock;

    @Test
    void theAuditIsWholeBeforeAndAfterMonthsWereDroppedAndTheRestIsStillCovered() {
        Months months = new Months("2024-01", "2024-02", "2024-03");
        months.attempt(months.execution("2024-01-10T10:00:00Z", "2024-01-15T10:00:00Z"), "2024-01-15T09:00:00Z");
        months.note("2024-01-10T10:00:00Z");
        months.execution("2024-02-10T10:00:00Z", "2024-03-29T10:00:00Z");
        Fact fact = new Fact("workflow_changed", "workflow", "x", Instant.parse("2026-03-01T00:00:00Z"), Map.of());
        Acting.forFirm(months.firmId(), () -> trail.record(months.firmId(), Origin.ENGINE, fact));
        Acting.asEngine(() -> sealing.sealUntil(Instant.parse("2024-04-20T00:00:00Z")));
        assertWhole(months);

        clock.set(Instant.parse("2026-02-25T12:00:00Z"));
        sealing.forget();
        care.look();
        assertThat(months.partitions("execution")).startsWith("execution_2024_02", "execution_2024_03");
        assertThat(months.partitions("audit_event")).startsWith("audit_event_2024_02");
        assertThat(months.count("outcome")).isOne();
        assertWhole(months);

        new OwnerDatabase(HistoryProfile.DATABASE)
                .update("UPDATE outcome SET status = 'failed', error_code = 'rejected'");
        assertThat(reports()).filteredOn(report -> !report.valid()).hasSize(1);
    }

    private void assertWhole(Months months) {
        assertThat(reports())
                .allSatisfy(report ->
                        assertThat(report.valid()).as(report.toString()).isTrue());
        assertThat(Acting.asEngine(() -> chains.verify(months.firmId())).valid())
                .isTrue();
    }

    private List<SealReport> reports() {
        return Acting.asEngine(() -> check.check(Optional.empty()));
    }
}
