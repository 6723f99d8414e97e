package io.punctual.workflow.intake;

import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.PublishedWorkflows;
import io.punctual.workflow.definition.WorkflowMatcher;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlanner;
import io.punctual.workflow.execution.ExecutionPlans;
import io.punctual.workflow.execution.ExecutionsPlanned;
import io.punctual.workflow.execution.Lateness;
import io.punctual.workflow.execution.Occasion;
import io.punctual.workflow.execution.Planned;
import io.punctual.workflow.execution.WorkflowPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes events: at most six round trips for each, however many workflows match. */
@ApplicationScoped
class EventPlanning implements EventIntake {
    private static final Set<Trigger> TIME_TIED_TRIGGERS =
            EnumSet.of(Trigger.CREATED, Trigger.CONFIRMED, Trigger.RESCHEDULED);

    private final ReceivedEvents events;
    private final PublishedWorkflows workflows;
    private final ExecutionPlanner planner;
    private final ExecutionPlans plans;
    private final Clock clock;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<ExecutionsPlanned> planned;

    EventPlanning(
            ReceivedEvents events,
            PublishedWorkflows workflows,
            ExecutionPlanner planner,
            ExecutionPlans plans,
            Clock clock,
            TransactionSynchronizationRegistry transaction,
            Event<ExecutionsPlanned> planned) {
        this.events = events;
        this.workflows = workflows;
        this.planner = planner;
        this.plans = plans;
        this.clock = clock;
        this.transaction = transaction;
        this.planned = planned;
    }

    @Override
    @Transactional
    public Taken take(LifecycleEvent event) {
        Instant now = clock.instant();
        ReceivedEvents.Before before = events.take(event, now);
        if (!before.fresh()) {
            // Nothing but the lock was taken, or an appointment's row that no accepted event speaks of.
            transaction.setRollbackOnly();
            boolean same = events.hashOf(event).filter(event.bodyHash()::equals).isPresent();
            return same ? Taken.KNOWN : Taken.CONFLICT;
        }
        EventRules.Effect effect = EventRules.of(event, before.appointment());
        List<Planned> due = new ArrayList<>();
        List<WorkflowPlan> active = activeFor(event, effect);
        if (effect.movesTimes()) {
            due.addAll(movedTimes(event, before.appointment(), effect.after(), active, before.lateness()));
        }
        effect.plans().ifPresent(trigger -> due.addAll(triggered(event, trigger, effect, active, before.lateness())));
        effect.withdrawal()
                .ifPresent(withdrawal -> plans.withdrawAppointment(
                        event.firmId(), event.appointmentId(), withdrawal.ties(), withdrawal.reason(), now));
        events.apply(event, effect.after(), effect.newest(), now);
        plans.write(event.firmId(), due, now)
                .earliest()
                .ifPresent(earliest -> planned.fire(new ExecutionsPlanned(earliest)));
        return Taken.ACCEPTED;
    }

    private List<WorkflowPlan> activeFor(LifecycleEvent event, EventRules.Effect effect) {
        if (effect.movesTimes()) {
            return workflows.activeFor(event.firmId(), TIME_TIED_TRIGGERS);
        }
        return effect.plans()
                .map(trigger -> workflows.activeFor(event.firmId(), EnumSet.of(trigger)))
                .orElse(List.of());
    }

    private List<Planned> triggered(
            LifecycleEvent event,
            Trigger trigger,
            EventRules.Effect effect,
            List<WorkflowPlan> active,
            Lateness lateness) {
        KnownAppointment appointment = effect.after();
        Occasion occasion = occasion(event, trigger, event.id(), event.time(), appointment);
        return WorkflowMatcher.matching(active, trigger, appointment.appointmentType()).stream()
                .flatMap(workflow -> planner.plan(workflow, occasion, lateness).stream())
                // Matters for events that come late: what the newest status says against them is recorded.
                .map(execution -> execution.against(appointment.status()))
                .toList();
    }

    private List<Planned> movedTimes(
            LifecycleEvent event,
            KnownAppointment before,
            KnownAppointment after,
            List<WorkflowPlan> active,
            Lateness lateness) {
        List<Planned> moved = new ArrayList<>();
        for (var earlier : plans.ofGeneration(event.firmId(), event.appointmentId(), before.generation())) {
            Optional<WorkflowPlan> workflow = active.stream()
                    .filter(plan -> plan.workflowId().equals(earlier.workflowId()))
                    .filter(plan -> WorkflowMatcher.matches(plan, earlier.trigger(), after.appointmentType()))
                    .findFirst();
            Occasion occasion = occasion(event, earlier.trigger(), earlier.eventId(), earlier.eventTime(), after);
            workflow.ifPresent(plan -> plan.steps().stream()
                    .filter(step -> step.key().equals(earlier.stepKey()))
                    .map(step -> planner.plan(plan, step, occasion, lateness))
                    .filter(execution -> execution.tie().isTimeTied())
                    .forEach(moved::add));
        }
        return moved;
    }

    private static Occasion occasion(
            LifecycleEvent event,
            Trigger trigger,
            String triggerEventId,
            Instant triggerEventTime,
            KnownAppointment appointment) {
        return new Occasion(
                event.appointmentId(),
                triggerEventId,
                triggerEventTime,
                trigger,
                appointment.generation(),
                appointment.startTime(),
                appointment.endTime(),
                event.time(),
                true,
                event.traceparent());
    }
}
