package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.FirmOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who a firm meets with; one per e-mail address. */
@Entity
@Table(name = "contact")
public class Contact extends FirmOwned {
    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String email;

    @Column
    private @Nullable String phone;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    @Column
    private @Nullable String locale;

    /** For Hibernate. */
    protected Contact() {}

    /** A new contact. */
    public Contact(FirmKey key, ContactDetails details, Instant now) {
        super(key, now);
        take(details);
    }

    /** Takes new details, whole. */
    public void change(ContactDetails details, Instant now) {
        take(details);
        touched(now);
    }

    private void take(ContactDetails details) {
        this.name = details.name();
        this.email = details.email();
        this.phone = details.phone();
        this.timeZone = details.timeZone();
        this.locale = details.locale();
    }

    /** Who it is. */
    public ContactDetails details() {
        return new ContactDetails(name, email, phone, timeZone, locale);
    }
}
