package io.punctual.workflow.definition;

import io.agroal.api.AgroalDataSource;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.execution.StepPlan;
import io.punctual.workflow.execution.WorkflowPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The newest published version of workflows, as planning needs them: one statement each, without entities, in the
 * transaction that is open.
 */
@ApplicationScoped
public class PublishedWorkflows {
    private static final String NEWEST = """
            SELECT w.id, w.version, v.trigger, v.appointment_type,
                   s.key, s.position, s.delay_minutes, s.if_late, s.action_type, s.recipient
              FROM workflow w
              JOIN workflow_version v ON v.firm_id = w.firm_id AND v.workflow_id = w.id AND v.version = w.version
              JOIN workflow_step s ON s.firm_id = v.firm_id AND s.workflow_id = v.workflow_id AND s.version = v.version
             WHERE w.firm_id = ? AND w.deleted_at IS NULL AND %s
             ORDER BY w.id, s.position
            """;
    private static final String ACTIVE = NEWEST.formatted("w.status = 'active' AND v.trigger = ANY (?)");
    private static final String ONE = NEWEST.formatted("w.id = ?");

    private final AgroalDataSource dataSource;

    PublishedWorkflows(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The firm's active workflows with one of these triggers, for all appointment types, oldest first. */
    public List<WorkflowPlan> activeFor(UUID firmId, Set<Trigger> triggers) {
        String[] codes = triggers.stream().map(Trigger::code).toArray(String[]::new);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ACTIVE)) {
            statement.setObject(1, firmId);
            statement.setArray(2, connection.createArrayOf("text", codes));
            return read(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The active workflows could not be read", e);
        }
    }

    /** The workflow's newest version whatever its status; empty where the firm has none with this id, or it was deleted. */
    public Optional<WorkflowPlan> plan(UUID firmId, UUID workflowId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, firmId);
            statement.setObject(2, workflowId);
            return read(statement).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("The workflow could not be read", e);
        }
    }

    private static List<WorkflowPlan> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<WorkflowPlan> plans = new ArrayList<>();
            boolean more = row.next();
            while (more) {
                UUID id = row.getObject("id", UUID.class);
                int version = row.getInt("version");
                Trigger trigger = Trigger.of(row.getString("trigger"));
                UUID appointmentType = row.getObject("appointment_type", UUID.class);
                List<StepPlan> steps = new ArrayList<>();
                do {
                    steps.add(step(row));
                    more = row.next();
                } while (more && id.equals(row.getObject("id", UUID.class)));
                plans.add(new WorkflowPlan(id, version, trigger, appointmentType, List.copyOf(steps)));
            }
            return List.copyOf(plans);
        }
    }

    private static StepPlan step(ResultSet row) throws SQLException {
        return new StepPlan(
                row.getString("key"),
                row.getInt("position"),
                row.getInt("delay_minutes"),
                IfLate.of(row.getString("if_late")),
                row.getString("action_type"),
                Recipient.of(row.getString("recipient")));
    }
}
