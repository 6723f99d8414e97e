package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.workflow.appointment.AppointmentRows;
import io.punctual.workflow.appointment.KnownAppointment;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what planning beyond a single event needs: many appointments at once, and how late a firm wants things done. */
@ApplicationScoped
class PlannedAppointments {
    private static final String BY_ID =
            "SELECT " + AppointmentRows.COLUMNS + " FROM appointment a WHERE a.firm_id = ? AND a.id = ANY (?::uuid[])";

    private static final String OPEN = "SELECT " + AppointmentRows.COLUMNS + """
             FROM appointment a
            WHERE a.firm_id = ? AND a.start_time > ? AND a.status IN ('requested', 'confirmed')
                AND (?::uuid IS NULL OR a.appointment_type = ?) AND (a.start_time, a.id) > (?, ?)
            ORDER BY a.start_time, a.id LIMIT ?
            """;

    private static final String LATENESS =
            "SELECT before_meeting_lateness_minutes, lateness_minutes FROM firm_settings WHERE firm_id = ?";

    private static final UUID LOWEST = new UUID(0, 0);

    private final Database database;
    private final AppointmentRows rows;

    PlannedAppointments(Database database, AppointmentRows rows) {
        this.database = database;
        this.rows = rows;
    }

    Map<UUID, KnownAppointment> byId(UUID firmId, Set<UUID> ids) {
        String[] keys = ids.stream().map(UUID::toString).toArray(String[]::new);
        return database.query(BY_ID, rows::read, firmId, keys).stream()
                .collect(Collectors.toMap(KnownAppointment::id, Function.identity()));
    }

    /** The firm's future open appointments that the workflow is for, by start, after {@code last}. */
    List<KnownAppointment> openAfter(
            UUID firmId, WorkflowPlan plan, Instant now, Optional<KnownAppointment> last, int limit) {
        return database.query(
                OPEN,
                rows::read,
                firmId,
                now,
                plan.appointmentType(),
                plan.appointmentType(),
                last.map(KnownAppointment::startTime).orElse(now),
                last.map(KnownAppointment::id).orElse(LOWEST),
                limit);
    }

    Lateness latenessOf(UUID firmId) {
        return database.first(
                        LATENESS,
                        row -> new Lateness(
                                Duration.ofMinutes(row.integer("before_meeting_lateness_minutes")),
                                Duration.ofMinutes(row.integer("lateness_minutes"))),
                        firmId)
                .orElse(Lateness.DEFAULT);
    }
}
