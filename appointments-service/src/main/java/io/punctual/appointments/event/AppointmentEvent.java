package io.punctual.appointments.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lifecycle event: CloudEvents 1.0 in structured mode, complete in itself.
 *
 * @param time when it happened, not when it is sent
 * @param traceparent W3C trace context of the request that caused it; absent where there was none
 */
@JsonPropertyOrder({
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "partitionkey",
    "traceparent",
    "data"
})
public record AppointmentEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        UUID subject,
        Instant time,
        String datacontenttype,
        UUID partitionkey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent,
        EventData data) {

    /** Who this service is to those that receive its events. */
    public static final String SOURCE = "urn:punctual:appointments";

    /** The media type of an event in structured mode. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** The media type of several of them in one JSON array. */
    public static final String BATCH_MEDIA_TYPE = "application/cloudevents-batch+json";

    /** An event of this service about one appointment. */
    public static AppointmentEvent of(
            UUID id, EventType type, Instant time, @Nullable String traceparent, EventData data) {
        UUID appointment = data.appointment().id();
        return new AppointmentEvent(
                "1.0",
                id,
                SOURCE,
                type.wireName(),
                appointment,
                time,
                "application/json",
                appointment,
                traceparent,
                data);
    }
}
