package io.punctual.workflow.intake;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import java.time.Instant;
import java.util.UUID;

/** Events for tests that need no more than their ids. */
final class Events {
    private static final Instant BOOKED = Instant.parse("2026-11-20T09:00:00Z");

    private Events() {}

    /** An appointment's first event. */
    static LifecycleEvent created(UUID firm, UUID appointment, String id) {
        Instant start = BOOKED.plusSeconds(864_000);
        Snapshot snapshot = new Snapshot(
                1,
                new Snapshot.Firm(firm, "Acme", "UTC", "en"),
                new Snapshot.Appointment(
                        appointment,
                        new Snapshot.AppointmentType(new UUID(1, 2), "Consultation"),
                        AppointmentStatus.REQUESTED,
                        start,
                        start.plusSeconds(1800),
                        "UTC",
                        "video",
                        "here"),
                new Snapshot.Contact(new UUID(2, 2), "Ada", "ada@example.org", null, null, null),
                new Snapshot.Staff(new UUID(2, 3), "Sam", null, null));
        return new LifecycleEvent("source", id, EventType.CREATED, BOOKED, null, snapshot, "{}", new BodyHash("00"));
    }
}
