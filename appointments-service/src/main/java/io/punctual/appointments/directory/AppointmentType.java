package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.FirmOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A kind of meeting, such as a consultation; workflows can be limited to one. */
@Entity
@Table(name = "appointment_type")
public class AppointmentType extends FirmOwned {
    @Column(nullable = false)
    private String name;

    @Column(name = "duration_minutes")
    private @Nullable Integer durationMinutes;

    @Column
    private @Nullable String description;

    /** For Hibernate. */
    protected AppointmentType() {}

    /** A new kind of meeting. */
    public AppointmentType(FirmKey key, AppointmentTypeDetails details, Instant now) {
        super(key, now);
        take(details);
    }

    /** Takes new details, whole. */
    public void change(AppointmentTypeDetails details, Instant now) {
        take(details);
        touched(now);
    }

    private void take(AppointmentTypeDetails details) {
        this.name = details.name();
        this.durationMinutes = details.durationMinutes();
        this.description = details.description();
    }

    /** What it is. */
    public AppointmentTypeDetails details() {
        return new AppointmentTypeDetails(name, durationMinutes, description);
    }
}
