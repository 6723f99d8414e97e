package io.punctual.appointments.firm;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** What all things of a firm have in common. */
@MappedSuperclass
@IdClass(FirmKey.class)
public abstract class FirmOwned {
    @Id
    @Column(name = "firm_id")
    private UUID firmId;

    @Id
    @Column(name = "id")
    private UUID id;

    @Version
    @Column(nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    /** For Hibernate. */
    protected FirmOwned() {}

    /** A new thing of a firm. */
    protected FirmOwned(FirmKey key, Instant now) {
        this.firmId = key.firmId();
        this.id = key.id();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Notes that it changed. */
    protected final void touched(Instant now) {
        this.updatedAt = now;
    }

    /** The firm that it belongs to. */
    public UUID firmId() {
        return firmId;
    }

    /** Its id, unique over all firms. */
    public UUID id() {
        return id;
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
