package io.punctual.trial.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A lifecycle event as the appointments service would write it: always the same bytes, however often it is sent. */
record Announcement(String id, String json) {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private static final String DOCUMENT = """
            {"specversion": "1.0", "id": "%s", "source": "urn:punctual:appointments",
             "type": "io.punctual.appointment.%s", "subject": "%s", "time": "%s",
             "datacontenttype": "application/json", "partitionkey": "%3$s",
             "data": {"sequence": %d,
              "firm": {"id": "%s", "name": "Trial", "time_zone": "Europe/Berlin", "locale": "en-GB"},
              "appointment": {"id": "%3$s",
               "appointment_type": {"id": "0198c3a2-7f00-7000-8000-00000000b001", "name": "Consultation"},
               "status": "%s", "start_time": "%s", "end_time": "%s", "time_zone": "Europe/Berlin",
               "location_mode": "video", "location_details": "https://meet.example/trial"},
              "contact": {"id": "0198c3a2-7f00-7000-8000-00000000c001", "name": "Zoë Müller", "email": "%s",
               "phone": "+493012345678", "time_zone": "Europe/London", "locale": "de-DE"},
              "staff": {"id": "0198c3a2-7f00-7000-8000-00000000d001", "name": "Sam", "email": "sam@acme.example",
               "time_zone": "Europe/Berlin"}}}
            """;

    static Announcement created(Meeting meeting) {
        return of(meeting, "created", 1, "requested", meeting.bookedAt(), meeting.due());
    }

    static Announcement cancelled(Meeting meeting, Instant at) {
        return of(meeting, "cancelled", 2, "cancelled", at, meeting.due());
    }

    /** It moves, and with it what hangs on its start: due then. */
    static Announcement rescheduled(Meeting meeting, Instant at, Instant due) {
        return of(meeting, "rescheduled", 2, "requested", at, due);
    }

    private static Announcement of(Meeting meeting, String type, int sequence, String status, Instant at, Instant due) {
        String id = UUID.randomUUID().toString();
        Instant start = due.plus(DAY);
        return new Announcement(
                id,
                DOCUMENT.formatted(
                        id,
                        type,
                        meeting.id(),
                        at,
                        sequence,
                        meeting.firmId(),
                        status,
                        start,
                        start.plus(LENGTH),
                        meeting.email()));
    }
}
