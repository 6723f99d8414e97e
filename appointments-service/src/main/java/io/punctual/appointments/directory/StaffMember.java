package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.FirmOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who holds meetings. */
@Entity
@Table(name = "staff_member")
public class StaffMember extends FirmOwned {
    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String email;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    /** For Hibernate. */
    protected StaffMember() {}

    /** A new staff member. */
    public StaffMember(FirmKey key, StaffDetails details, Instant now) {
        super(key, now);
        take(details);
    }

    /** Takes new details, whole. */
    public void change(StaffDetails details, Instant now) {
        take(details);
        touched(now);
    }

    private void take(StaffDetails details) {
        this.name = details.name();
        this.email = details.email();
        this.timeZone = details.timeZone();
    }

    /** Who it is. */
    public StaffDetails details() {
        return new StaffDetails(name, email, timeZone);
    }
}
