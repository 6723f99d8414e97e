package io.punctual.workflow.template;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A meeting to render, changed one thing at a time. */
public final class Meetings {
    public static final UUID APPOINTMENT = UUID.fromString("0198c3a2-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("0198c3a2-0000-7000-8000-000000000002");

    private String firmZone = "Europe/Berlin";
    private String firmLocale = "en-GB";
    private @Nullable String zone = "Europe/Berlin";
    private @Nullable String contactZone;
    private @Nullable String contactLocale;
    private @Nullable String staffZone;
    private String contactName = "Ada Example";
    private @Nullable String contactEmail = "ada@example.org";
    private @Nullable String staffEmail = "sam@acme.example";
    private @Nullable String mode = "video";
    private @Nullable String details = "https://meet.example/abc";
    private AppointmentStatus status = AppointmentStatus.CONFIRMED;
    private Instant start = Instant.parse("2026-11-24T13:00:00Z");
    private Instant end = Instant.parse("2026-11-24T13:30:00Z");
    private long sequence = 2;

    public static Meetings meeting() {
        return new Meetings();
    }

    public Meetings at(String from, String to) {
        start = Instant.parse(from);
        end = Instant.parse(to);
        return this;
    }

    public Meetings firm(String timeZone, String locale) {
        firmZone = timeZone;
        firmLocale = locale;
        return this;
    }

    public Meetings zone(@Nullable String timeZone) {
        zone = timeZone;
        return this;
    }

    public Meetings contactIn(@Nullable String timeZone, @Nullable String locale) {
        contactZone = timeZone;
        contactLocale = locale;
        return this;
    }

    public Meetings staffIn(@Nullable String timeZone) {
        staffZone = timeZone;
        return this;
    }

    public Meetings contactNamed(String name) {
        contactName = name;
        return this;
    }

    public Meetings contactEmail(@Nullable String email) {
        contactEmail = email;
        return this;
    }

    public Meetings staffEmail(@Nullable String email) {
        staffEmail = email;
        return this;
    }

    public Meetings place(@Nullable String locationMode, @Nullable String locationDetails) {
        mode = locationMode;
        details = locationDetails;
        return this;
    }

    public Meetings status(AppointmentStatus newStatus) {
        status = newStatus;
        return this;
    }

    public Meetings sequence(long newSequence) {
        sequence = newSequence;
        return this;
    }

    public Snapshot snapshot() {
        return new Snapshot(
                sequence,
                new Snapshot.Firm(OTHER, "Acme Advisory", firmZone, firmLocale),
                new Snapshot.Appointment(
                        APPOINTMENT,
                        new Snapshot.AppointmentType(OTHER, "Consultation"),
                        status,
                        start,
                        end,
                        zone,
                        mode,
                        details),
                new Snapshot.Contact(OTHER, contactName, contactEmail, "+4930123456", contactZone, contactLocale),
                new Snapshot.Staff(OTHER, "Sam Consultant", staffEmail, staffZone));
    }
}
