package io.punctual.workflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.audit.ChainVerification;
import io.punctual.ground.audit.SealFault;
import io.punctual.ground.audit.SealReport;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.execution.ExecutionAdmin;
import io.punctual.workflow.execution.Scenario;
import io.punctual.workflow.execution.ScriptedActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test moves what its firm recorded into a period of its own, right after the last one that is sealed. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SealsTest {
    private static final Database OWNER = new OwnerDatabase("test");
    private static final String BOOKED = "2026-11-20T09:00:00Z";

    @Inject
    Scenario firm;

    @Inject
    ScriptedActions actions;

    @Inject
    ExecutionAdmin admin;

    @Inject
    Seals seals;

    @Inject
    Sealing sealing;

    @Inject
    SealCheck check;

    @Inject
    SealConfig config;

    @Inject
    ChainVerification chains;

    private Instant period = Instant.EPOCH;

    @BeforeEach
    void somethingRecordedAndNotSealed() {
        sealUntil(Acting.asEngine(seals::now).plus(Duration.ofHours(1)));
        actions.script(firm.firmId, run -> new ActionOutcome.Permanent("rejected", "550"));
        firm.workflow(Trigger.CREATED, 0, 1);
        firm.meeting().happens(EventType.CREATED, BOOKED);
        firm.runAt("2026-11-20T09:05:00Z");
        assertThat(firm.states()).containsExactly("failed/rejected", "failed/rejected");
        OWNER.update(
                "INSERT INTO attempt (firm_id, execution_id, number, result, finished_at) VALUES (?, ?, 1, 'failed', now())",
                firm.firmId,
                firm.executions().getFirst().id());
        moveToNextPeriod();
    }

    @Test
    void whatNobodyTouchedIsWhole() {
        seal();
        assertThat(reports()).allSatisfy(report -> {
            assertThat(report.valid()).as(report.toString()).isTrue();
            assertThat(report.periods()).isPositive();
            assertThat(report.to()).isEqualTo(period.plus(config.period()));
        });
        assertThat(OWNER.query(
                        "SELECT kind, row_count FROM audit_seal WHERE firm_id = ? ORDER BY kind",
                        row -> row.text("kind") + " " + row.integer("row_count"),
                        firm.firmId))
                .containsExactly("attempt 1", "audit_event 1", "outcome 2");
    }

    @Test
    void sealingAgainSealsNothingTwice() {
        seal();
        seal();
        assertThat(sealsOfFirm()).isEqualTo(3);
        assertThat(Acting.asEngine(() -> seals.next(SealedRows.OUTCOME))).hasValue(period.plus(config.period()));
    }

    @Test
    void aPeriodThatIsNotOverIsNotSealed() {
        sealUntil(period.plus(config.period()).minusMillis(1));
        assertThat(sealsOfFirm()).isZero();
    }

    @Test
    void aChangedOutcomeShows() {
        seal();
        tamper("UPDATE outcome SET error_code = 'exhausted' WHERE firm_id = ?");
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(rowsDiffer());
    }

    @Test
    void aRemovedOutcomeShows() {
        seal();
        tamper("DELETE FROM outcome WHERE firm_id = ?");
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(rowsDiffer());
    }

    @Test
    void aRowThatWasSlippedInShows() {
        seal();
        tamper("INSERT INTO attempt (firm_id, execution_id, number, result, finished_at, recorded_at)"
                + " SELECT firm_id, execution_id, 2, result, finished_at, recorded_at FROM attempt WHERE firm_id = ?");
        assertThat(fault(SealedRows.ATTEMPT)).isEqualTo(rowsDiffer());
    }

    @Test
    void aRowInAPeriodInWhichTheFirmRecordedNothingShows() {
        seal();
        Instant earlier = period.minus(config.period());
        OWNER.update("UPDATE attempt SET recorded_at = ? WHERE firm_id = ?", earlier, firm.firmId);
        assertThat(fault(SealedRows.ATTEMPT)).isEqualTo(new SealFault(firm.firmId, earlier, "rows_differ"));
    }

    @Test
    void aChangedNoteOfTheIntakeShows() {
        seal();
        tamper("UPDATE audit_event SET metadata = metadata || '{\"sequence\": 9}' WHERE firm_id = ?");
        assertThat(fault(SealedRows.AUDIT_EVENT)).isEqualTo(rowsDiffer());
    }

    @Test
    void aSealThatWasChangedToFitShows() {
        seal();
        String original = sealed("encode(content, 'hex')");
        tamper("UPDATE audit_seal SET content = sha256('x') WHERE kind = 'outcome' AND firm_id = ?");
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(new SealFault(firm.firmId, period, "seal_differs"));
        OWNER.update(
                "UPDATE audit_seal SET content = decode(?, 'hex') WHERE kind = 'outcome' AND firm_id = ?",
                original,
                firm.firmId);
        assertThat(fault(SealedRows.OUTCOME)).isNull();
    }

    @Test
    void aFirmsSealsCannotGoWithItsRows() {
        seal();
        OWNER.update("CREATE TABLE kept AS SELECT * FROM audit_seal WHERE kind = 'outcome' AND firm_id = '"
                + firm.firmId + "'");
        tamper("DELETE FROM outcome WHERE firm_id = ?");
        tamper("DELETE FROM audit_seal WHERE kind = 'outcome' AND firm_id = ?");
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(new SealFault(new UUID(0, 0), period, "seal_differs"));
        OWNER.update("INSERT INTO audit_seal SELECT * FROM kept");
        OWNER.update("DROP TABLE kept");
    }

    @Test
    void anOutcomeThatARetryTookAwayIsStillCovered() {
        seal();
        UUID first = firm.executions().getFirst().id();
        firm.acting(() -> admin.retry(firm.firmId, first));
        assertThat(firm.states()).containsExactly("pending", "failed/rejected");
        firm.run();
        moveToNextPeriod(recordedSince());
        assertThat(reports())
                .allSatisfy(report ->
                        assertThat(report.valid()).as(report.toString()).isTrue());
        seal();
        assertThat(reports())
                .allSatisfy(report ->
                        assertThat(report.valid()).as(report.toString()).isTrue());
        assertThat(Acting.asEngine(() -> chains.verify(firm.firmId)).valid()).isTrue();
    }

    @Test
    void anOutcomeThatARetryTookAwayBeforeTheSealIsCoveredToo() {
        firm.acting(() -> admin.retry(firm.firmId, firm.executions().getFirst().id()));
        OWNER.update(
                "UPDATE audit_event SET recorded_at = ? WHERE firm_id = ? AND chain_position IS NULL",
                period,
                firm.firmId);
        seal();
        assertThat(reports())
                .allSatisfy(report ->
                        assertThat(report.valid()).as(report.toString()).isTrue());
    }

    @Test
    void anOutcomeThatIsSaidToBeRetriedAndIsNotShows() {
        seal();
        Instant recorded = period.plusSeconds(1);
        OWNER.update("DELETE FROM outcome WHERE firm_id = ?", firm.firmId);
        OWNER.update(
                "INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)"
                        + " VALUES (?, gen_random_uuid(), 'execution_retried', 'appointment', 'x', 'x', now(),"
                        + " jsonb_build_object('removed_outcome', jsonb_build_object('recorded_at', ?::text, 'digest', '00')))",
                firm.firmId,
                recorded.toString());
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(rowsDiffer());
    }

    @Test
    void afterRetentionTheRestIsWholeFromItsAnchorOn() {
        seal();
        int before = reports().getFirst().periods() > 1 ? 1 : 0;
        forgetBefore(period);
        assertThat(reports()).allSatisfy(report -> {
            assertThat(report.valid()).as(report.toString()).isTrue();
            assertThat(report.periods()).isEqualTo(1);
            assertThat(report.from()).isEqualTo(period);
        });
        assertThat(before).isOne();
        tamper("DELETE FROM outcome WHERE firm_id = ?");
        assertThat(fault(SealedRows.OUTCOME)).isEqualTo(rowsDiffer());
    }

    private void sealUntil(Instant end) {
        Acting.asEngine(() -> sealing.sealUntil(end));
    }

    private void seal() {
        sealUntil(period.plus(config.period()));
    }

    private void moveToNextPeriod() {
        moveToNextPeriod(Instant.EPOCH);
    }

    private void moveToNextPeriod(Instant since) {
        period = Acting.asEngine(() -> seals.next(SealedRows.OUTCOME)).orElseThrow();
        for (String table : List.of("outcome", "attempt", "audit_event")) {
            OWNER.update(
                    "UPDATE " + table
                            + " SET recorded_at = ? WHERE firm_id = ? AND recorded_at >= ? AND recorded_at < ?",
                    period.plusSeconds(61),
                    firm.firmId,
                    since,
                    // What was moved before stays where it is: the periods of these tests lie in the future.
                    Acting.asEngine(seals::now));
        }
    }

    private Instant recordedSince() {
        return Acting.asEngine(seals::now).minus(Duration.ofMinutes(10));
    }

    private void forgetBefore(Instant before) {
        Acting.asEngine(() -> {
            for (SealedRows kind : SealedRows.values()) {
                int gone;
                do {
                    gone = seals.forget(kind, before);
                } while (gone > 0);
            }
        });
    }

    private void tamper(String sql) {
        assertThat(OWNER.update(sql, firm.firmId)).isPositive();
    }

    private List<SealReport> reports() {
        return Acting.asEngine(() -> check.check(Optional.of(firm.firmId)));
    }

    private @Nullable SealFault fault(SealedRows kind) {
        return reports().stream()
                .filter(report -> report.kind().equals(kind.code()))
                .findFirst()
                .orElseThrow()
                .fault();
    }

    private SealFault rowsDiffer() {
        return new SealFault(firm.firmId, period, "rows_differ");
    }

    private int sealsOfFirm() {
        return OWNER.query(
                        "SELECT count(*) AS seals FROM audit_seal WHERE firm_id = ?",
                        row -> row.integer("seals"),
                        firm.firmId)
                .getFirst();
    }

    private String sealed(String expression) {
        return OWNER.query(
                        "SELECT " + expression + " AS value FROM audit_seal WHERE kind = 'outcome' AND firm_id = ?",
                        row -> row.text("value"),
                        firm.firmId)
                .getFirst();
    }
}
