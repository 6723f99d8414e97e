package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.sql.Row;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what was started what many executions have in common, read once for each claim: appointments, workflows, the firms'
 * settings and messages of today; and the workflow's newest step, which never changes once published and is kept. It is read after the
 * start, and so at least as new as a withdrawal that the start has seen.
 */
@ApplicationScoped
class RunFacts {
    /** What is true of a firm is read with the first of its workflows alone. */
    private static final String NOW = """
            SELECT k.firm_id, k.workflow_id, w.deleted_at IS NOT NULL AS deleted, w.status = 'active' AS active, w.version,
                k.first, f.default_from, f.senders, f.daily_messages, f.sent_today
            FROM unnest(?::uuid[], ?::uuid[], ?::boolean[]) AS k (firm_id, workflow_id, first)
            CROSS JOIN LATERAL (SELECT * FROM workflow w WHERE w.firm_id = k.firm_id AND w.id = k.workflow_id LIMIT 1) w
            LEFT JOIN LATERAL (
                SELECT s.default_from, s.senders, l.daily_messages, coalesce((
                    SELECT sum(c.sent)::bigint FROM message_count c WHERE c.firm_id = k.firm_id AND c.hour >= ?), 0) AS sent_today
                FROM (SELECT) one
                LEFT JOIN firm_settings s ON s.firm_id = k.firm_id
                LEFT JOIN firm_limit l ON l.firm_id = k.firm_id
                WHERE k.first
            ) f ON true
            """;

    private static final String APPOINTMENTS = """
            SELECT a.firm_id, a.id, a.status, a.generation, a.snapshot
            FROM unnest(?::uuid[], ?::uuid[]) AS k (firm_id, id)
            CROSS JOIN LATERAL (SELECT * FROM appointment a WHERE a.firm_id = k.firm_id AND a.id = k.id LIMIT 1) a
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Database database;
    private final PublishedSteps steps;
    private final Clock clock;

    RunFacts(Database database, PublishedSteps steps, Clock clock) {
        this.database = database;
        this.steps = steps;
        this.clock = clock;
    }

    /** Names something of a firm. */
    record Of(UUID firmId, UUID id) {}

    /** What a workflow says of itself. */
    record WorkflowRow(boolean deleted, boolean active, int version) {}

    /** What a firm says of itself. */
    record FirmNow(FirmSenders senders, Claimed.MessagesNow messages) {}

    /** What is true now. */
    record Now(
            Map<Of, WorkflowRow> workflows, Map<UUID, FirmNow> firms, Map<Of, Claimed.AppointmentNow> appointments) {}

    /** The same executions in the same order, with all that they need to run. */
    List<Claimed> complete(List<StartedRow> rows) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!rows.isEmpty()) {
            try {
                return read(rows);
            } catch (DatabaseException e) {
                // They are started: whoever forgets them now leaves them to the rescue.
                if (System.nanoTime() > giveUpAt) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
        return List.of();
    }

    private List<Claimed> read(List<StartedRow> rows) {
        Now now = now(rows);
        Map<PublishedSteps.Key, PublishedSteps.Version> kept = steps.of(now.workflows().entrySet().stream()
                .map(one -> new PublishedSteps.Key(
                        one.getKey().firmId(), one.getKey().id(), one.getValue().version()))
                .toList());
        Map<Of, PublishedSteps.Version> versions = new HashMap<>();
        kept.forEach((key, version) -> versions.put(new Of(key.firmId(), key.workflowId()), version));
        return rows.stream()
                .map(row -> {
                    Of workflow = new Of(row.firmId(), row.workflowId());
                    return claimed(
                            row,
                            Objects.requireNonNull(now.workflows().get(workflow)),
                            versions.get(workflow),
                            Objects.requireNonNull(now.firms().get(row.firmId())),
                            Objects.requireNonNull(now.appointments().get(new Of(row.firmId(), row.appointmentId()))));
                })
                .toList();
    }

    private static Claimed claimed(
            StartedRow row,
            WorkflowRow workflow,
            PublishedSteps.@Nullable Version version,
            FirmNow firm,
            Claimed.AppointmentNow appointment) {
        PublishedSteps.Step step = version == null ? null : version.steps().get(row.stepKey());
        return new Claimed(
                row.firmId(),
                row.executionId(),
                row.fence(),
                row.attempt(),
                row.retries(),
                row.scheduledFor(),
                row.expiresAt(),
                row.trigger(),
                row.generation(),
                row.tie(),
                row.workflowId(),
                row.plannedVersion(),
                new Claimed.WorkflowNow(
                        workflow.deleted(),
                        workflow.active(),
                        version != null && version.requireConfirmed(),
                        step == null
                                ? null
                                : new StepVersion(
                                        row.firmId(),
                                        row.workflowId(),
                                        workflow.version(),
                                        row.stepKey(),
                                        step.actionType()),
                        step == null ? "" : step.actionConfig()),
                appointment,
                firm.senders(),
                firm.messages());
    }

    /** What these executions have in common; two statements. */
    Now now(List<StartedRow> rows) {
        Set<Of> workflows = new LinkedHashSet<>();
        Set<Of> appointments = new LinkedHashSet<>();
        for (StartedRow row : rows) {
            workflows.add(new Of(row.firmId(), row.workflowId()));
            appointments.add(new Of(row.firmId(), row.appointmentId()));
        }
        Set<UUID> seen = new HashSet<>();
        Boolean[] first = workflows.stream().map(one -> seen.add(one.firmId())).toArray(Boolean[]::new);
        Now now = new Now(new HashMap<>(), new HashMap<>(), new HashMap<>());
        Acting.asEngine(() -> {
            database.queryUnder(
                    HotStatements.SETTINGS,
                    NOW,
                    row -> workflow(row, now),
                    firms(workflows),
                    ids(workflows),
                    first,
                    clock.instant().truncatedTo(ChronoUnit.DAYS));
            database.queryUnder(
                    HotStatements.SETTINGS,
                    APPOINTMENTS,
                    row -> now.appointments()
                            .put(
                                    new Of(row.uuid("firm_id"), row.uuid("id")),
                                    new Claimed.AppointmentNow(
                                            AppointmentStatus.of(row.text("status")),
                                            row.integer("generation"),
                                            row.text("snapshot"))),
                    firms(appointments),
                    ids(appointments));
        });
        return now;
    }

    private static UUID[] firms(Set<Of> those) {
        return those.stream().map(Of::firmId).toArray(UUID[]::new);
    }

    private static UUID[] ids(Set<Of> those) {
        return those.stream().map(Of::id).toArray(UUID[]::new);
    }

    private static WorkflowRow workflow(Row row, Now now) throws SQLException {
        UUID firmId = row.uuid("firm_id");
        if (row.bool("first")) {
            now.firms().put(firmId, firm(row));
        }
        WorkflowRow workflow = new WorkflowRow(row.bool("deleted"), row.bool("active"), row.integer("version"));
        now.workflows().put(new Of(firmId, row.uuid("workflow_id")), workflow);
        return workflow;
    }

    private static FirmNow firm(Row row) throws SQLException {
        return new FirmNow(
                new FirmSenders(row.textOrNull("default_from"), List.of(row.texts("senders"))),
                new Claimed.MessagesNow(row.bigint("sent_today"), row.integerOrNull("daily_messages")));
    }
}
