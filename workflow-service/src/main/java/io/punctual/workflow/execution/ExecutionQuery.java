package io.punctual.workflow.execution;

import io.punctual.ground.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the statement of a list of executions, newest {@code scheduled_for} first. History is partitioned by months, and the
 * planner prices a lookup by id as if it looked into each of them: left to itself it reads whole tables rather than look up the
 * 50 rows of a page. So the statement says what leads, and the rest is joined row by row. Not thread-safe.
 */
final class ExecutionQuery {
    /** From how many executions on the newest of all soon make a page, so that they need not all be sorted. */
    static final int MANY = 1000;

    private static final String COLUMNS = """
            SELECT e.id, e.workflow_id, w.name AS workflow_name,
                coalesce(o.workflow_version, e.workflow_version) AS workflow_version, e.step, e.step_key, e.action_type,
                e.appointment_id, e.event_id, e.trigger, e.generation, e.recipient,
                coalesce(o.status, CASE WHEN d.started THEN 'executing' ELSE 'pending' END) AS status, o.reason,
                e.scheduled_for, CASE WHEN d.attempt > 0 AND NOT d.started THEN d.scheduled_for END AS next_attempt_at,
                coalesce(o.attempt, d.attempt) AS attempt, o.finished_at, o.error_code, o.error_message,
                o.started_at, o.result, coalesce(o.withdrawn_reason, d.withdrawn_reason) AS withdrawn_reason,
                coalesce(o.withdrawn_at, d.withdrawn_at) AS withdrawn_at
            """;

    private static final String OUTCOME = """
             JOIN LATERAL (SELECT * FROM outcome o WHERE o.firm_id = e.firm_id AND o.execution_id = e.id LIMIT 1) o ON true
            """;
    private static final String DUE = """
             JOIN LATERAL (SELECT * FROM due d WHERE d.firm_id = e.firm_id AND d.execution_id = e.id LIMIT 1) d ON true
            """;
    private static final String EXECUTION = """
             CROSS JOIN LATERAL (SELECT * FROM execution e WHERE e.firm_id = %1$s.firm_id AND e.id = %1$s.execution_id LIMIT 1) e
            """;
    private static final String NO_OUTCOME = "LEFT JOIN outcome o ON false\n";
    private static final String NOT_DUE = "LEFT JOIN due d ON false\n";
    private static final String WORKFLOW = """
            CROSS JOIN LATERAL (SELECT name FROM workflow w WHERE w.firm_id = e.firm_id AND w.id = e.workflow_id LIMIT 1) w
            """;
    private static final String ORDER = " ORDER BY e.scheduled_for DESC, e.id DESC";

    /** One execution, of a firm and an id. */
    static final String ONE =
            COLUMNS + "FROM execution e LEFT" + OUTCOME + "LEFT" + DUE + WORKFLOW + "WHERE e.firm_id = ? AND e.id = ?";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private ExecutionQuery() {}

    /** Whether a list is one of executions that may be few or many, which {@link #count} tells. */
    static boolean dependsOnNumber(ExecutionFilter filter) {
        return (isOfEnded(filter) || filter.status() == ExecutionStatus.PENDING) && filter.appointmentId() == null;
    }

    /** Counts the executions that a filter leaves, up to {@link #MANY}; of those that wait, all of the firm. */
    static ExecutionQuery count(UUID firmId, ExecutionFilter filter) {
        ExecutionQuery query = new ExecutionQuery().say("SELECT count(*) AS found FROM (SELECT FROM ");
        if (isOfEnded(filter)) {
            query.say("outcome o").where("o", firmId).outcome(filter).and("o.workflow_id = ?", filter.workflowId());
        } else {
            query.say("due d").where("d", firmId).say(" AND NOT d.started");
        }
        return query.say(" LIMIT " + MANY + ") found");
    }

    /** A page of a list. */
    static ExecutionQuery page(UUID firmId, ExecutionFilter filter, PageRequest page, boolean many) {
        ExecutionQuery query = new ExecutionQuery().say(COLUMNS);
        if (isOfEnded(filter)) {
            String lead = many || filter.appointmentId() != null ? "e" : "o";
            query.say(lead.equals("e") ? "FROM execution e" + OUTCOME : "FROM outcome o" + EXECUTION.formatted("o"));
            query.say(NOT_DUE + WORKFLOW).where(lead, firmId).outcome(filter);
            return query.execution(lead, filter, page).say(ORDER + " LIMIT " + page.fetchSize());
        }
        ExecutionStatus status = filter.status();
        if (status != null) {
            String lead = many || filter.appointmentId() != null ? "e" : "d";
            query.say(lead.equals("e") ? "FROM execution e" + DUE : "FROM due d" + EXECUTION.formatted("d"));
            query.say(NO_OUTCOME + WORKFLOW).where(lead, firmId);
            query.say(status == ExecutionStatus.EXECUTING ? " AND d.started" : " AND NOT d.started");
            return query.execution("e", filter, page).say(ORDER + " LIMIT " + page.fetchSize());
        }
        // The page first, and then what belongs to it.
        query.say("FROM (SELECT * FROM execution e").where("e", firmId).execution("e", filter, page);
        query.say(ORDER + " LIMIT " + page.fetchSize() + ") e LEFT" + OUTCOME + "LEFT" + DUE);
        return query.say(WORKFLOW + ORDER);
    }

    /** The statement. */
    String sql() {
        return sql.toString();
    }

    /** Its parameters, in the order of its question marks. */
    Object[] parameters() {
        return parameters.toArray();
    }

    private static boolean isOfEnded(ExecutionFilter filter) {
        ExecutionStatus status = filter.status();
        return status == null ? filter.reason() != null : status.isEnded();
    }

    private ExecutionQuery where(String lead, UUID firmId) {
        parameters.add(firmId);
        return say(" WHERE " + lead + ".firm_id = ?");
    }

    private ExecutionQuery outcome(ExecutionFilter filter) {
        ExecutionStatus status = filter.status();
        Reason reason = filter.reason();
        return and("o.status = ?", status == null ? null : status.code())
                .and("o.reason = ?", reason == null ? null : reason.code());
    }

    /** The workflow is asked of what leads: both know it, and have an index on it. */
    private ExecutionQuery execution(String lead, ExecutionFilter filter, PageRequest page) {
        and(lead + ".workflow_id = ?", filter.workflowId())
                .and("e.appointment_id = ?", filter.appointmentId())
                .and("e.scheduled_for >= ?", filter.from())
                .and("e.scheduled_for < ?", filter.to());
        page.after().ifPresent(cursor -> {
            say(" AND (e.scheduled_for, e.id) < (?, ?)");
            parameters.add(cursor.instant(0));
            parameters.add(cursor.uuid(1));
        });
        return this;
    }

    private ExecutionQuery and(String condition, @Nullable Object value) {
        if (value != null) {
            say(" AND " + condition);
            parameters.add(value);
        }
        return this;
    }

    private ExecutionQuery say(String text) {
        sql.append(text);
        return this;
    }
}
