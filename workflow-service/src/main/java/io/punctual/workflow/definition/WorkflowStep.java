package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.execution.IfLate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The row of one step of one version. */
@Entity
@Immutable
@Table(name = "workflow_step")
@IdClass(WorkflowStep.Key.class)
class WorkflowStep {
    @Id
    private UUID firmId;

    @Id
    private UUID workflowId;

    @Id
    private int version;

    @Id
    private String key;

    @Column
    private int position;

    @Column
    private int delayMinutes;

    @Column
    private IfLate ifLate;

    @Column
    private String actionType;

    @Column
    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode actionConfig;

    @Column
    private Recipient recipient;

    /** Names a step. */
    record Key(UUID firmId, UUID workflowId, int version, String key) {}

    protected WorkflowStep() {}

    WorkflowStep(Key id, int position, Step step) {
        this.firmId = id.firmId();
        this.workflowId = id.workflowId();
        this.version = id.version();
        this.key = id.key();
        this.position = position;
        this.delayMinutes = step.delayMinutes();
        this.ifLate = step.ifLate();
        this.actionType = step.actionType();
        this.actionConfig = step.actionConfig();
        this.recipient = step.recipient();
    }

    /** To which version it belongs. */
    WorkflowVersion.Key owner() {
        return new WorkflowVersion.Key(firmId, workflowId, version);
    }

    Step step() {
        return new Step(key, delayMinutes, ifLate, actionType, actionConfig, recipient);
    }
}
