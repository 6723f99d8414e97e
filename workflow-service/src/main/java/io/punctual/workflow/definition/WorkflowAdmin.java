package io.punctual.workflow.definition;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.execution.Reason;
import io.punctual.workflow.execution.Replanning;
import io.punctual.workflow.execution.Replanning.Effect;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What staff do with workflows. Whatever changes one holds the firm's planning still meanwhile, so that no event is
 * planned by half a change.
 */
@ApplicationScoped
public class WorkflowAdmin {
    /** How many workflows a firm may have; each event reads all active ones. */
    static final int MAX_WORKFLOWS = 500;

    private final Workflows workflows;
    private final Replanning replanning;
    private final AuditTrail audit;
    private final Caller caller;
    private final Clock clock;

    WorkflowAdmin(Workflows workflows, Replanning replanning, AuditTrail audit, Caller caller, Clock clock) {
        this.workflows = workflows;
        this.replanning = replanning;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Reads a workflow.
     *
     * @throws Problem 404 where the firm has none with this id
     */
    @Transactional
    public Published read(UUID id) {
        Workflow workflow = workflows.find(caller.firmId(), id).orElseThrow(Problem::notFound);
        return new Published(workflow, workflows.newest(workflow));
    }

    /** Lists the firm's workflows, newest first. */
    @Transactional
    public Page<WorkflowView> list(Workflows.Filter filter, PageRequest request) {
        return Page.of(
                        workflows.page(caller.firmId(), filter, request),
                        request,
                        published -> Cursor.of(published.workflow().id()))
                .map(WorkflowView::of);
    }

    /**
     * Lists what a workflow has said over time, newest first.
     *
     * @throws Problem 404 where the firm has none with this id
     */
    @Transactional
    public Page<VersionView> versions(UUID id, PageRequest request) {
        Workflow workflow = workflows.find(caller.firmId(), id).orElseThrow(Problem::notFound);
        return Page.of(workflows.versions(workflow, request), request, version -> Cursor.of(version.version()))
                .map(VersionView::of);
    }

    /**
     * Creates a workflow with its first version.
     *
     * @throws Problem 409 {@code too_many_workflows}
     */
    @Transactional
    public Published create(WorkflowDraft draft) {
        UUID firmId = caller.firmId();
        replanning.lockForChange(firmId);
        if (workflows.countOf(firmId) >= MAX_WORKFLOWS) {
            throw Problem.conflict(
                    "too_many_workflows", "A firm may have " + MAX_WORKFLOWS + " workflows: delete one first.");
        }
        Instant now = now();
        WorkflowStatus status = draft.status() == null ? WorkflowStatus.DRAFT : draft.status();
        Workflow workflow = new Workflow(firmId, Ids.next(), status, now);
        WorkflowVersion version = workflow.publish(draft.content(Set.of()), caller.actor(), now);
        workflows.persist(workflow);
        workflows.add(version);
        workflows.flush();
        record("workflow_created", workflow, now);
        return new Published(workflow, version);
    }

    /**
     * Replaces what a workflow says, and its status where the draft names one. A draft that says what the newest version
     * says publishes nothing.
     *
     * @param seen the revision that the caller's change is based on
     * @throws Problem 404; 409 {@code changed_meanwhile} where the revision is another by now; 409 {@code illegal_transition}
     */
    @Transactional
    public Published edit(UUID id, int seen, WorkflowDraft draft) {
        Workflow workflow = locked(id, seen);
        Change change = change(workflow, draft);
        workflow.status().require(change.wanted());
        Instant now = now();
        WorkflowVersion newest = change.before();
        if (change.publishes()) {
            newest = workflow.publish(change.content(), caller.actor(), now);
            workflows.add(newest);
        }
        workflow.become(change.wanted(), now);
        workflows.flush();
        if (change.stops()) {
            replanning.withdraw(workflow.firmId(), id, Reason.WORKFLOW_INACTIVE, now);
        } else if (change.replans()) {
            replanning.edited(workflow.firmId(), change.before().plan(), newest.plan(), now);
        }
        if (change.publishes()) {
            record("workflow_edited", workflow, now);
        }
        if (change.restatuses()) {
            record(change.starts() ? "workflow_activated" : "workflow_paused", workflow, now);
        }
        return new Published(workflow, newest);
    }

    /** What {@link #edit} would do to executions; changes nothing, and refuses what it would refuse. */
    @Transactional
    public Effect wouldDo(UUID id, int seen, WorkflowDraft draft) {
        Workflow workflow = locked(id, seen);
        Change change = change(workflow, draft);
        workflow.status().require(change.wanted());
        Instant now = now();
        if (change.stops()) {
            QuarkusTransaction.setRollbackOnly();
            int cancels = replanning.withdraw(workflow.firmId(), id, Reason.WORKFLOW_INACTIVE, now);
            return new Effect(cancels, 0, 0);
        }
        if (change.replans()) {
            return replanning.wouldDo(
                    workflow.firmId(), change.before().plan(), change.content().plan(id, workflow.version() + 1), now);
        }
        return Effect.NONE;
    }

    /** A workflow that was activated, and what that planned for appointments that existed already. */
    public record Activated(Published published, Effect effect) {}

    /**
     * Lets a workflow plan from now on; activating an active one again is allowed.
     *
     * @param applyToExisting whether time-tied steps are planned for the future, open appointments that exist already
     * @throws Problem 404; 409 {@code changed_meanwhile}
     */
    @Transactional
    public Activated activate(UUID id, int seen, boolean applyToExisting) {
        Workflow workflow = locked(id, seen);
        Instant now = now();
        WorkflowVersion newest = workflows.newest(workflow);
        boolean starts = workflow.status() != WorkflowStatus.ACTIVE;
        if (starts) {
            workflow.become(WorkflowStatus.ACTIVE, now);
            workflows.flush();
        }
        Effect effect =
                applyToExisting ? replanning.applyToExisting(workflow.firmId(), newest.plan(), now) : Effect.NONE;
        if (starts || applyToExisting) {
            record(starts ? "workflow_activated" : "workflow_applied", workflow, now);
        }
        return new Activated(new Published(workflow, newest), effect);
    }

    /**
     * Stops a workflow: what waits is cancelled. Pausing a paused one changes nothing.
     *
     * @throws Problem 404; 409 {@code changed_meanwhile}; 409 {@code illegal_transition} for a draft
     */
    @Transactional
    public Published pause(UUID id, int seen) {
        Workflow workflow = locked(id, seen);
        workflow.status().require(WorkflowStatus.PAUSED);
        if (workflow.status() != WorkflowStatus.PAUSED) {
            Instant now = now();
            workflow.become(WorkflowStatus.PAUSED, now);
            workflows.flush();
            replanning.withdraw(workflow.firmId(), id, Reason.WORKFLOW_INACTIVE, now);
            record("workflow_paused", workflow, now);
        }
        return new Published(workflow, workflows.newest(workflow));
    }

    /**
     * Takes a workflow out of sight and cancels what waits; the history of its executions stays readable.
     *
     * @throws Problem 404; 409 {@code changed_meanwhile}
     */
    @Transactional
    public void delete(UUID id, int seen) {
        Workflow workflow = locked(id, seen);
        Instant now = now();
        workflow.delete(now);
        workflows.flush();
        replanning.withdraw(workflow.firmId(), id, Reason.WORKFLOW_DELETED, now);
        record("workflow_deleted", workflow, now);
    }

    private Workflow locked(UUID id, int seen) {
        UUID firmId = caller.firmId();
        replanning.lockForChange(firmId);
        Workflow workflow = workflows.find(firmId, id).orElseThrow(Problem::notFound);
        if (workflow.revision() != seen) {
            throw Problem.conflict(
                    "changed_meanwhile",
                    "Somebody else changed it at the same time: read it again and repeat the change.");
        }
        return workflow;
    }

    private Change change(Workflow workflow, WorkflowDraft draft) {
        return new Change(
                workflow.status(),
                draft.status() == null ? workflow.status() : draft.status(),
                workflows.newest(workflow),
                draft.content(workflows.keysUsed(workflow)));
    }

    private void record(String eventType, Workflow workflow, Instant now) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("workflow_id", workflow.id());
        metadata.put("workflow_name", workflow.name());
        metadata.put("workflow_version", workflow.version());
        metadata.put("status", workflow.status().code());
        audit.record(
                workflow.firmId(), new Fact(eventType, "workflow", workflow.id().toString(), now, metadata));
    }

    /** As exact as the database keeps it, so that what is answered now is what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What an edit comes to. */
    private record Change(
            WorkflowStatus status, WorkflowStatus wanted, WorkflowVersion before, WorkflowContent content) {

        boolean publishes() {
            return !content.equals(before.content());
        }

        boolean restatuses() {
            return wanted != status;
        }

        boolean starts() {
            return restatuses() && wanted == WorkflowStatus.ACTIVE;
        }

        boolean stops() {
            return restatuses() && status == WorkflowStatus.ACTIVE;
        }

        boolean replans() {
            return publishes() && status == WorkflowStatus.ACTIVE && wanted == WorkflowStatus.ACTIVE;
        }
    }
}
