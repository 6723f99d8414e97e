package io.punctual.workflow.template;

import io.punctual.workflow.appointment.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the variables stand for in one message: one appointment, seen by one reader. */
public final class Values {
    /** A value that must be there once a template asks for it. */
    private static final Object REQUIRED = new Object();

    private final Map<String, Map<String, Object>> groups;

    private Values(Map<String, Map<String, Object>> groups) {
        this.groups = groups;
    }

    /** The values of {@code snapshot} with times as {@code viewpoint} shows them; what is missing is empty text. */
    public static Values of(Snapshot snapshot, Viewpoint viewpoint) {
        return new Values(Map.of(
                "appointment", appointment(snapshot.appointment(), viewpoint),
                "contact",
                        Map.of(
                                "name", text(snapshot.contact().name()),
                                "email", text(snapshot.contact().email()),
                                "phone", text(snapshot.contact().phone())),
                "staff",
                        Map.of(
                                "name", text(snapshot.staff().name()),
                                "email", text(snapshot.staff().email())),
                "firm", Map.of("name", text(snapshot.firm().name()))));
    }

    private static Map<String, Object> appointment(Snapshot.Appointment appointment, Viewpoint viewpoint) {
        String id = appointment.id().toString();
        return Map.of(
                "id",
                id,
                "appointment_id",
                id,
                "type",
                text(appointment.appointmentType().name()),
                "status",
                appointment.status().code(),
                "start_time",
                new Moment(appointment.startTime(), viewpoint),
                "end_time",
                new Moment(appointment.endTime(), viewpoint),
                "duration_minutes",
                Duration.between(appointment.startTime(), appointment.endTime()).toMinutes(),
                "location_mode",
                text(appointment.locationMode()),
                "location_details",
                location(appointment));
    }

    private static Object location(Snapshot.Appointment appointment) {
        String details = text(appointment.locationDetails());
        return details.isBlank() && "video".equals(appointment.locationMode()) ? REQUIRED : details;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** What {@code name} means where nothing stands before it: a group, or null. */
    @Nullable
    Object root(String name) {
        return groups.containsKey(name) ? new Group(name) : null;
    }

    /** One group of variables, {@code contact} for example. */
    final class Group {
        private final String name;

        private Group(String name) {
            this.name = name;
        }

        @Nullable
        Object get(String property) {
            Object value = groups.getOrDefault(name, Map.of()).get(property);
            if (value == REQUIRED) {
                throw new Missing(name + "." + property);
            }
            return value;
        }
    }

    /** A required value is not there yet. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String variable) {
            super(variable, null, false, false);
        }
    }

    static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
    }
}
