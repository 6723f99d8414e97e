package io.punctual.workflow.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A firm's rule. What it says lives in its versions; here is which one is the newest, and whether it plans anything. */
@Entity
@Table(name = "workflow")
@IdClass(Workflow.Key.class)
public class Workflow {
    @Id
    @Column(name = "firm_id")
    private UUID firmId;

    @Id
    private UUID id;

    @Column
    private String name;

    @Column
    private WorkflowStatus status;

    @Column
    private int version;

    @Version
    private int revision;

    @Column
    private Instant createdAt;

    @Column
    private Instant updatedAt;

    @Column
    private @Nullable Instant deletedAt;

    /** Names a workflow. */
    public record Key(UUID firmId, UUID id) {}

    protected Workflow() {}

    /** A new workflow that has not published anything yet. */
    Workflow(UUID firmId, UUID id, WorkflowStatus status, Instant now) {
        this.firmId = firmId;
        this.id = id;
        this.name = "";
        this.status = status;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Makes {@code content} the newest version; it holds from {@code now} on. */
    WorkflowVersion publish(WorkflowContent content, String actor, Instant now) {
        version++;
        name = content.name();
        updatedAt = now;
        return new WorkflowVersion(this, content, actor, now);
    }

    /**
     * Goes to {@code wanted}, or stays there.
     *
     * @throws io.punctual.ground.problem.Problem 409 {@code illegal_transition}
     */
    void become(WorkflowStatus wanted, Instant now) {
        status.require(wanted);
        if (status != wanted) {
            status = wanted;
            updatedAt = now;
        }
    }

    /** Takes it out of sight; its versions stay for the history of its executions. */
    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    /** Whose it is. */
    public UUID firmId() {
        return firmId;
    }

    /** Made by us, never reused. */
    public UUID id() {
        return id;
    }

    /** As the newest version says. */
    public String name() {
        return name;
    }

    /** Whether it plans anything. */
    public WorkflowStatus status() {
        return status;
    }

    /** The newest published version, from 1. */
    public int version() {
        return version;
    }

    /** Grows with every write, status changes included. */
    public int revision() {
        return revision;
    }

    /** When it was created. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When its content or status changed last. */
    public Instant updatedAt() {
        return updatedAt;
    }
}
