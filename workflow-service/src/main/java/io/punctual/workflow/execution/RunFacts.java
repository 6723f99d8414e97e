package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Adds to what was started what many executions have in common: the workflow's newest step, which never changes once published
 * and is kept, and the firm's settings and messages of today, read once for each claim.
 */
@ApplicationScoped
class RunFacts {
    private static final String FIRMS = """
            SELECT f.firm_id, s.default_from, s.senders, l.daily_messages, coalesce((
                SELECT sum(c.sent)::bigint FROM message_count c WHERE c.firm_id = f.firm_id AND c.hour >= ?), 0) AS sent_today
            FROM unnest(?::uuid[]) AS f (firm_id)
            LEFT JOIN firm_settings s ON s.firm_id = f.firm_id
            LEFT JOIN firm_limit l ON l.firm_id = f.firm_id
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

    private record FirmNow(FirmSenders senders, Claimed.MessagesNow messages) {}

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
        Map<UUID, FirmNow> firms = firms(rows);
        Map<PublishedSteps.Key, PublishedSteps.Version> versions = steps.of(rows.stream()
                .map(row -> new PublishedSteps.Key(row.firmId(), row.workflowId(), row.newestVersion()))
                .distinct()
                .toList());
        return rows.stream()
                .map(row -> claimed(
                        row,
                        versions.get(new PublishedSteps.Key(row.firmId(), row.workflowId(), row.newestVersion())),
                        firms.getOrDefault(
                                row.firmId(), new FirmNow(FirmSenders.NONE, new Claimed.MessagesNow(0, null)))))
                .toList();
    }

    private static Claimed claimed(StartedRow row, PublishedSteps.@Nullable Version version, FirmNow firm) {
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
                        row.deleted(),
                        row.active(),
                        version != null && version.requireConfirmed(),
                        step == null
                                ? null
                                : new StepVersion(
                                        row.firmId(),
                                        row.workflowId(),
                                        row.newestVersion(),
                                        row.stepKey(),
                                        step.actionType()),
                        step == null ? "" : step.actionConfig()),
                row.appointment(),
                firm.senders(),
                firm.messages());
    }

    private Map<UUID, FirmNow> firms(List<StartedRow> rows) {
        UUID[] ids = rows.stream().map(StartedRow::firmId).distinct().toArray(UUID[]::new);
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Map<UUID, FirmNow> firms = new HashMap<>();
        Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                FIRMS,
                row -> firms.put(
                        row.uuid("firm_id"),
                        new FirmNow(
                                new FirmSenders(row.textOrNull("default_from"), List.of(row.texts("senders"))),
                                new Claimed.MessagesNow(
                                        row.bigint("sent_today"), row.integerOrNull("daily_messages")))),
                today,
                ids));
        return firms;
    }
}
