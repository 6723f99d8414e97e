package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.execution.Withdrawals.Withdrawn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Carries a workflow's changes over to its executions. */
@ApplicationScoped
class WorkflowReplanning implements Replanning {
    private static final int BATCH = 1000;

    private final ExecutionPlans plans;
    private final Withdrawals withdrawals;
    private final PlannedAppointments appointments;
    private final ExecutionPlanner planner;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<ExecutionsPlanned> planned;

    WorkflowReplanning(
            ExecutionPlans plans,
            Withdrawals withdrawals,
            PlannedAppointments appointments,
            ExecutionPlanner planner,
            TransactionSynchronizationRegistry transaction,
            Event<ExecutionsPlanned> planned) {
        this.plans = plans;
        this.withdrawals = withdrawals;
        this.appointments = appointments;
        this.planner = planner;
        this.transaction = transaction;
        this.planned = planned;
    }

    @Override
    public void lockForChange(UUID firmId) {
        plans.lockForChange(firmId);
    }

    @Override
    public Effect edited(UUID firmId, WorkflowPlan before, WorkflowPlan after, Instant now) {
        Set<String> changed = EditedSteps.changed(before, after);
        if (changed.isEmpty()) {
            return Effect.NONE;
        }
        List<Withdrawn> withdrawn =
                withdrawals.ofSteps(firmId, before.workflowId(), changed, Reason.WORKFLOW_EDITED, now);
        Effect written = planAgain(firmId, withdrawn, before, after, now);
        return new Effect(withdrawn.size(), written.plans(), written.skips());
    }

    @Override
    public Effect wouldDo(UUID firmId, WorkflowPlan before, WorkflowPlan after, Instant now) {
        // Doing it and taking it back is the only answer that cannot differ from the deed.
        Effect effect = edited(firmId, before, after, now);
        transaction.setRollbackOnly();
        return effect;
    }

    @Override
    public int withdraw(UUID firmId, UUID workflowId, Reason reason, Instant now) {
        return withdrawals.ofWorkflow(firmId, workflowId, reason, now);
    }

    @Override
    public Effect applyToExisting(UUID firmId, WorkflowPlan plan, Instant now) {
        Lateness lateness = appointments.latenessOf(firmId);
        Effect total = Effect.NONE;
        Optional<KnownAppointment> last = Optional.empty();
        while (true) {
            List<KnownAppointment> batch = appointments.openAfter(firmId, plan, now, last, BATCH);
            List<Planned> due = new ArrayList<>();
            for (KnownAppointment appointment : batch) {
                ReplanOccasion.ofActivation(appointment, plan.trigger(), now)
                        .ifPresent(occasion -> plan.steps().stream()
                                .map(step -> planner.plan(plan, step, occasion, lateness))
                                .filter(execution -> execution.tie().isTimeTied())
                                .forEach(due::add));
            }
            total = plus(total, write(firmId, due, now));
            if (batch.size() < BATCH) {
                return total;
            }
            last = Optional.of(batch.getLast());
        }
    }

    private Effect planAgain(
            UUID firmId, List<Withdrawn> withdrawn, WorkflowPlan before, WorkflowPlan after, Instant now) {
        Map<ReplanOccasion, Set<String>> lost = new LinkedHashMap<>();
        for (Withdrawn one : withdrawn) {
            lost.computeIfAbsent(ReplanOccasion.of(one), occasion -> new LinkedHashSet<>())
                    .add(one.stepKey());
        }
        Lateness lateness = appointments.latenessOf(firmId);
        Effect total = Effect.NONE;
        List<ReplanOccasion> occasions = List.copyOf(lost.keySet());
        for (int from = 0; from < occasions.size(); from += BATCH) {
            List<ReplanOccasion> batch = occasions.subList(from, Math.min(occasions.size(), from + BATCH));
            Set<UUID> ids = batch.stream().map(ReplanOccasion::appointmentId).collect(Collectors.toSet());
            Map<UUID, KnownAppointment> known = appointments.byId(firmId, ids);
            List<Planned> due = new ArrayList<>();
            for (ReplanOccasion occasion : batch) {
                KnownAppointment appointment = known.get(occasion.appointmentId());
                if (appointment != null && isFor(after, appointment)) {
                    List<StepPlan> steps =
                            EditedSteps.plannedAgain(before, after, lost.getOrDefault(occasion, Set.of()));
                    steps.forEach(step -> occasion.forStep(after, step, appointment, now)
                            .map(concrete -> planner.plan(after, step, concrete, lateness))
                            .map(execution -> execution.against(appointment.status()))
                            .ifPresent(due::add));
                }
            }
            total = plus(total, write(firmId, due, now));
        }
        return total;
    }

    private Effect write(UUID firmId, List<Planned> due, Instant now) {
        ExecutionPlans.Written written = plans.write(firmId, due, now);
        written.earliest().ifPresent(earliest -> planned.fire(new ExecutionsPlanned(earliest)));
        return new Effect(0, written.plans(), written.skips());
    }

    private static boolean isFor(WorkflowPlan plan, KnownAppointment appointment) {
        return plan.appointmentType() == null || plan.appointmentType().equals(appointment.appointmentType());
    }

    private static Effect plus(Effect one, Effect other) {
        return new Effect(one.cancels() + other.cancels(), one.plans() + other.plans(), one.skips() + other.skips());
    }
}
