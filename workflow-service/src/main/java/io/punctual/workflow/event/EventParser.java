package io.punctual.workflow.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.v1.CloudEventV1;
import io.punctual.ground.json.CanonicalJson;
import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON into a checked event. Attributes and fields that are not known here are ignored: a newer publisher may send
 * more. Control characters in values are kept; an invalid e-mail address is the business of who writes to it.
 */
public final class EventParser {
    private static final int MAX_ID = 255;
    private static final int MAX_SOURCE = 1_000;
    private static final int MAX_LOCATION_DETAILS = 10_000;
    /** Up to here every JSON implementation keeps whole numbers exact. */
    private static final long MAX_SEQUENCE = 1L << 53;

    private static final Set<String> STATUSES = Arrays.stream(AppointmentStatus.values())
            .map(AppointmentStatus::code)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> LOCATION_MODES = new TreeSet<>(Set.of("video", "phone", "in_person"));
    private static final Pattern JSON_CONTENT =
            Pattern.compile("(application|text)/([^;]+\\+)?json *(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    /** What intermediaries may change on the way, so that it says nothing about the event. */
    static final Set<String> TRACE_ATTRIBUTES = Set.of("traceparent", "tracestate");

    private static final JsonMapper STORED = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private EventParser() {}

    /**
     * Checks and reads one event.
     *
     * @throws Problem 422, naming every fault; {@code unknown_event_type} where only the type is unknown
     */
    public static LifecycleEvent parse(JsonNode event) {
        Faults faults = new Faults();
        if (!event.isObject()) {
            throw Problem.invalid("", "wrong_type", "An event is a JSON object.");
        }
        EventFields attributes = new EventFields(event, faults);
        attributes.oneOf(CloudEventV1.SPECVERSION, Set.of(SpecVersion.V1.toString()));
        String id = attributes.identifier(CloudEventV1.ID, MAX_ID);
        String source = attributes.identifier(CloudEventV1.SOURCE, MAX_SOURCE);
        Optional<EventType> type = type(attributes, faults);
        Instant time = attributes.instant(CloudEventV1.TIME);
        UUID subject = attributes.uuid(CloudEventV1.SUBJECT);
        contentType(attributes, faults);
        if (type.isEmpty()) {
            throw refusal(faults); // What the data of an unknown type should be, nobody here can say.
        }
        Snapshot data = snapshot(attributes.object("data"), faults.at("data"));
        if (!faults.has(CloudEventV1.SUBJECT)
                && !faults.has("data.appointment.id")
                && event.at("/data/appointment/id").isTextual()
                && !data.appointment().id().equals(subject)) {
            faults.add(CloudEventV1.SUBJECT, "mismatch", "subject is the id of the appointment in data.");
        }
        faults.throwIfAny();
        return new LifecycleEvent(
                source,
                id,
                type.get(),
                time,
                traceparent(event),
                data,
                json(data),
                BodyHash.of(CanonicalJson.hash(event, TRACE_ATTRIBUTES)));
    }

    private static Optional<EventType> type(EventFields attributes, Faults faults) {
        String text = attributes.identifier(CloudEventV1.TYPE, MAX_SOURCE);
        Optional<EventType> type = EventType.of(text);
        if (type.isEmpty() && !faults.has(CloudEventV1.TYPE)) {
            faults.add(
                    CloudEventV1.TYPE,
                    "unknown_event_type",
                    "type is one of "
                            + Arrays.stream(EventType.values())
                                    .map(EventType::type)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return type;
    }

    private static Problem refusal(Faults faults) {
        if (faults.all().size() == 1) {
            Fault only = faults.all().getFirst();
            return Problem.invalid(only.field(), only.code(), only.message());
        }
        return Problem.invalid(faults.all());
    }

    private static void contentType(EventFields attributes, Faults faults) {
        String type = attributes.optionalText(CloudEventV1.DATACONTENTTYPE);
        if (type != null && !JSON_CONTENT.matcher(type).matches()) {
            faults.add(CloudEventV1.DATACONTENTTYPE, "unknown_value", "datacontenttype is application/json.");
        }
    }

    private static Snapshot snapshot(EventFields data, Faults faults) {
        long sequence = data.positive("sequence", MAX_SEQUENCE);
        EventFields firm = data.object("firm");
        EventFields appointment = data.object("appointment");
        EventFields contact = data.object("contact");
        EventFields staff = data.object("staff");
        return new Snapshot(
                sequence,
                new Snapshot.Firm(firm.uuid("id"), firm.text("name"), firm.zone("time_zone"), firm.locale("locale")),
                appointment(appointment, faults.at("appointment")),
                new Snapshot.Contact(
                        contact.uuid("id"),
                        contact.text("name"),
                        contact.optionalText("email"),
                        contact.optionalText("phone"),
                        contact.optionalZone("time_zone"),
                        contact.optionalLocale("locale")),
                new Snapshot.Staff(
                        staff.uuid("id"),
                        staff.text("name"),
                        staff.optionalText("email"),
                        staff.optionalZone("time_zone")));
    }

    private static Snapshot.Appointment appointment(EventFields fields, Faults faults) {
        UUID id = fields.uuid("id");
        EventFields type = fields.object("appointment_type");
        Snapshot.AppointmentType appointmentType = new Snapshot.AppointmentType(type.uuid("id"), type.text("name"));
        String status = fields.oneOf("status", STATUSES);
        Instant start = fields.instant("start_time");
        Instant end = fields.instant("end_time");
        if (!faults.has("start_time") && !faults.has("end_time") && fields.has("end_time") && !end.isAfter(start)) {
            faults.add("end_time", "end_before_start", "end_time is after start_time.");
        }
        return new Snapshot.Appointment(
                id,
                appointmentType,
                STATUSES.contains(status) ? AppointmentStatus.of(status) : AppointmentStatus.REQUESTED,
                start,
                end,
                fields.optionalZone("time_zone"),
                fields.has("location_mode") ? fields.oneOf("location_mode", LOCATION_MODES) : null,
                fields.optionalText("location_details", MAX_LOCATION_DETAILS));
    }

    /** Tracing must not cost an event: what is no trace context counts as none. */
    private static @Nullable String traceparent(JsonNode event) {
        String text = event.path("traceparent").asText("").toLowerCase(Locale.ROOT);
        return TRACEPARENT.matcher(text).matches() ? text : null;
    }

    private static String json(Snapshot data) {
        try {
            return STORED.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot of strings and instants is always JSON", e);
        }
    }
}
