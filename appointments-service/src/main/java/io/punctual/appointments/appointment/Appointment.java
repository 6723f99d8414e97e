package io.punctual.appointments.appointment;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.FirmOwned;
import io.punctual.ground.problem.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A meeting, from the request to what came of it. It changes by its verbs alone, and each of them is one event. */
@Entity
@Table(name = "appointment")
public class Appointment extends FirmOwned {
    @Column(name = "appointment_type_id", nullable = false)
    private UUID appointmentTypeId;

    @Column(name = "contact_id", nullable = false)
    private UUID contactId;

    @Column(name = "staff_id", nullable = false)
    private UUID staffId;

    @Column(nullable = false)
    @Convert(converter = StatusColumn.class)
    private AppointmentStatus status;

    @Column(name = "start_time", nullable = false)
    private Instant startTime;

    @Column(name = "end_time", nullable = false)
    private Instant endTime;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @Column(name = "location_mode", nullable = false)
    @Convert(converter = LocationModeColumn.class)
    private LocationMode locationMode;

    @Column(name = "location_details")
    private @Nullable String locationDetails;

    @Column(name = "cancellation_reason")
    private @Nullable String cancellationReason;

    @Column(nullable = false)
    private int sequence;

    /** For Hibernate. */
    protected Appointment() {}

    /** An appointment that was asked for; its first event is {@code created}. */
    public Appointment(FirmKey key, Parties parties, Times times, String timeZone, Location location, Instant now) {
        super(key, now);
        this.appointmentTypeId = parties.appointmentTypeId();
        this.contactId = parties.contactId();
        this.staffId = parties.staffId();
        this.status = AppointmentStatus.REQUESTED;
        this.startTime = times.start();
        this.endTime = times.end();
        this.timeZone = timeZone;
        this.locationMode = location.mode();
        this.locationDetails = location.details();
        this.sequence = 1;
    }

    /**
     * Agrees on it.
     *
     * @throws Problem 409 {@code illegal_transition}, here as in every verb
     */
    public void confirm(Instant now) {
        move(Change.CONFIRM, now);
    }

    /** Gives it other times; its status stays. */
    public void reschedule(Times times, Instant now) {
        move(Change.RESCHEDULE, now);
        this.startTime = times.start();
        this.endTime = times.end();
    }

    /** Gives it another contact, staff member or place. */
    public void update(Parties parties, Location location, Instant now) {
        move(Change.UPDATE, now);
        this.contactId = parties.contactId();
        this.staffId = parties.staffId();
        this.locationMode = location.mode();
        this.locationDetails = location.details();
    }

    /** Notes that it took place. */
    public void complete(Instant now) {
        move(Change.COMPLETE, now);
    }

    /** Calls it off. */
    public void cancel(@Nullable String reason, Instant now) {
        move(Change.CANCEL, now);
        this.cancellationReason = reason;
    }

    /** Notes that the contact did not come. */
    public void miss(Instant now) {
        move(Change.MISS, now);
    }

    private void move(Change change, Instant now) {
        this.status = status.after(change)
                .orElseThrow(() -> Problem.conflict(
                        "illegal_transition",
                        "This is not possible with an appointment that is " + status.wireName() + "."));
        this.sequence++;
        touched(now);
    }

    /** Who meets whom, for what. */
    public Parties parties() {
        return new Parties(appointmentTypeId, contactId, staffId);
    }

    /** How far it has come. */
    public AppointmentStatus status() {
        return status;
    }

    /** When people meet. */
    public Times times() {
        return new Times(startTime, endTime);
    }

    /** The zone it was booked in, an IANA name. */
    public String timeZone() {
        return timeZone;
    }

    /** Where people meet. */
    public Location location() {
        return new Location(locationMode, locationDetails);
    }

    /** Why it was called off, where somebody said so. */
    public @Nullable String cancellationReason() {
        return cancellationReason;
    }

    /** The position of its newest event, from 1. */
    public int sequence() {
        return sequence;
    }
}
