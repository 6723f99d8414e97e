package io.punctual.workflow.appointment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;

/** Reads rows of the appointment table. */
@ApplicationScoped
public class AppointmentRows {
    /** The columns that {@link #read} needs. */
    public static final String COLUMNS =
            "a.id, a.sequence, a.status, a.generation, a.appointment_type, a.start_time, a.end_time, a.seen, a.confirmed_generation";

    private static final TypeReference<Map<String, KnownAppointment.Seen>> SEEN = new TypeReference<>() {};

    private final ObjectMapper json;

    AppointmentRows(ObjectMapper json) {
        this.json = json;
    }

    /** The appointment of a row that has {@link #COLUMNS}. */
    public KnownAppointment read(Row row) throws SQLException {
        return new KnownAppointment(
                row.uuid("id"),
                row.bigint("sequence"),
                AppointmentStatus.of(row.text("status")),
                row.integer("generation"),
                row.uuid("appointment_type"),
                row.instant("start_time"),
                row.instant("end_time"),
                seen(row.text("seen")),
                row.integerOrNull("confirmed_generation"));
    }

    private Map<String, KnownAppointment.Seen> seen(String text) {
        try {
            return json.readValue(text, SEEN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
