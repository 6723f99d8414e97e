package io.punctual.appointments.firm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A tenant: every row, request and event belongs to exactly one. */
@Entity
@Table(name = "firm")
public class Firm {
    @Id
    @Column(name = "firm_id")
    private UUID id;

    @Column(nullable = false)
    private String name;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @Column(nullable = false)
    private String locale;

    @Column(name = "default_country", nullable = false)
    private String defaultCountry;

    @Version
    @Column(nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    /** For Hibernate. */
    protected Firm() {}

    /** A new firm with its profile. */
    public Firm(UUID id, FirmProfile profile, Instant now) {
        this.id = id;
        this.createdAt = now;
        change(profile, now);
    }

    /** Takes a new profile, whole. Events that are written from now on carry it. */
    public final void change(FirmProfile profile, Instant now) {
        this.name = profile.name();
        this.timeZone = profile.timeZone();
        this.locale = profile.locale();
        this.defaultCountry = profile.defaultCountry();
        this.updatedAt = now;
    }

    /** The id that identity providers name in {@code firm_id}. */
    public UUID id() {
        return id;
    }

    /** What the firm says of itself. */
    public FirmProfile profile() {
        return new FirmProfile(name, timeZone, locale, defaultCountry);
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }

    /** When it was created. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it was changed last. */
    public Instant updatedAt() {
        return updatedAt;
    }
}
