package io.punctual.workflow.definition;

import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.WorkflowPlan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What a workflow said from one instant on. Never changes once published. */
@Entity
@Immutable
@Table(name = "workflow_version")
@IdClass(WorkflowVersion.Key.class)
public class WorkflowVersion {
    @Id
    @Column(name = "firm_id")
    private UUID firmId;

    @Id
    @Column(name = "workflow_id")
    private UUID workflowId;

    @Id
    @Column(name = "version")
    private int version;

    @Column
    private String name;

    @Column
    private Trigger trigger;

    @Column
    private @Nullable UUID appointmentType;

    @Column
    private boolean requireConfirmed;

    @Column
    private String publishedBy;

    @Column
    private Instant publishedAt;

    /** Kept in rows of their own; {@link Workflows} puts them in. */
    @Transient
    private List<Step> steps = List.of();

    /** Names a version. */
    public record Key(UUID firmId, UUID workflowId, int version) {}

    protected WorkflowVersion() {}

    WorkflowVersion(Workflow workflow, WorkflowContent content, String publishedBy, Instant publishedAt) {
        this.firmId = workflow.firmId();
        this.workflowId = workflow.id();
        this.version = workflow.version();
        this.name = content.name();
        this.trigger = content.trigger();
        this.appointmentType = content.appointmentType();
        this.requireConfirmed = content.requireConfirmed();
        this.steps = content.steps();
        this.publishedBy = publishedBy;
        this.publishedAt = publishedAt;
    }

    /** Completes what was read. */
    WorkflowVersion with(List<Step> read) {
        steps = List.copyOf(read);
        return this;
    }

    /** The rows of its steps. */
    List<WorkflowStep> rows() {
        return IntStream.range(0, steps.size())
                .mapToObj(position -> new WorkflowStep(
                        new WorkflowStep.Key(
                                firmId, workflowId, version, steps.get(position).key()),
                        position,
                        steps.get(position)))
                .toList();
    }

    /** Of which workflow. */
    public UUID workflowId() {
        return workflowId;
    }

    /** From 1, without gaps. */
    public int version() {
        return version;
    }

    /** Who published it. */
    public String publishedBy() {
        return publishedBy;
    }

    /** Since when it holds. */
    public Instant publishedAt() {
        return publishedAt;
    }

    /** What it says. */
    public WorkflowContent content() {
        return new WorkflowContent(name, trigger, appointmentType, requireConfirmed, steps);
    }

    /** What planning needs of it. */
    WorkflowPlan plan() {
        return content().plan(workflowId, version);
    }
}
