package io.punctual.workflow.definition;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.execution.StepPlan;
import io.punctual.workflow.execution.WorkflowPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest published version of workflows, as planning needs them: one statement each, without entities, in the
 * transaction that is open.
 */
@ApplicationScoped
public class PublishedWorkflows {
    private static final String NEWEST = """
            SELECT w.firm_id, w.id, w.version, v.trigger, v.appointment_type,
                   s.key, s.position, s.delay_minutes, s.if_late, s.action_type, s.recipient
              FROM %s CROSS JOIN LATERAL (
                SELECT * FROM workflow_version v
                WHERE v.firm_id = w.firm_id AND v.workflow_id = w.id AND v.version = w.version AND %s LIMIT 1) v
              CROSS JOIN LATERAL (
                SELECT * FROM workflow_step s
                WHERE s.firm_id = w.firm_id AND s.workflow_id = w.id AND s.version = w.version OFFSET 0) s
             WHERE w.deleted_at IS NULL AND %s
             ORDER BY w.id, s.position
            """;
    private static final String ACTIVE = NEWEST.formatted(
            "unnest(?::uuid[]) AS g(firm_id) CROSS JOIN LATERAL (SELECT * FROM workflow w WHERE w.firm_id = g.firm_id OFFSET 0) w",
            "v.trigger = ANY (?)",
            "w.status = 'active'");
    private static final String ONE = NEWEST.formatted("workflow w", "true", "w.firm_id = ? AND w.id = ?");

    private final Database database;

    PublishedWorkflows(Database database) {
        this.database = database;
    }

    /**
     * The active workflows with one of these triggers of these firms, as far as they have any, for all appointment types, oldest first;
     * once the trip was sent.
     */
    public Supplier<Map<UUID, List<WorkflowPlan>>> activeFor(RoundTrip trip, Set<UUID> firms, Set<Trigger> triggers) {
        if (triggers.isEmpty()) {
            return Map::of;
        }
        String[] codes = triggers.stream().map(Trigger::code).toArray(String[]::new);
        RoundTrip.Rows<PublishedStep> steps =
                trip.query(ACTIVE, PublishedWorkflows::step, firms.toArray(UUID[]::new), codes);
        return () -> steps.all().stream()
                .collect(Collectors.groupingBy(
                        PublishedStep::firmId,
                        Collectors.collectingAndThen(Collectors.toList(), PublishedWorkflows::plans)));
    }

    /** The workflow's newest version whatever its status; empty where the firm has none with this id, or it was deleted. */
    public Optional<WorkflowPlan> plan(UUID firmId, UUID workflowId) {
        return plans(database.query(ONE, PublishedWorkflows::step, firmId, workflowId)).stream()
                .findFirst();
    }

    /** One row: a step, and what its version says of all its steps. */
    private record PublishedStep(
            UUID firmId,
            UUID workflowId,
            int version,
            Trigger trigger,
            @Nullable UUID appointmentType,
            StepPlan step) {}

    private static List<WorkflowPlan> plans(List<PublishedStep> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(PublishedStep::workflowId, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(PublishedWorkflows::plan)
                .toList();
    }

    private static WorkflowPlan plan(List<PublishedStep> steps) {
        PublishedStep first = steps.getFirst();
        return new WorkflowPlan(
                first.workflowId(),
                first.version(),
                first.trigger(),
                first.appointmentType(),
                steps.stream().map(PublishedStep::step).toList());
    }

    private static PublishedStep step(Row row) throws SQLException {
        return new PublishedStep(
                row.uuid("firm_id"),
                row.uuid("id"),
                row.integer("version"),
                Trigger.of(row.text("trigger")),
                row.uuidOrNull("appointment_type"),
                new StepPlan(
                        row.text("key"),
                        row.integer("position"),
                        row.integer("delay_minutes"),
                        IfLate.of(row.text("if_late")),
                        row.text("action_type"),
                        Recipient.of(row.text("recipient"))));
    }
}
