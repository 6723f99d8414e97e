package io.punctual.workflow.intake;

import io.punctual.workflow.appointment.AppointmentKey;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.WorkflowMatcher;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlanner;
import io.punctual.workflow.execution.ExecutionPlans.Earlier;
import io.punctual.workflow.execution.Lateness;
import io.punctual.workflow.execution.Occasion;
import io.punctual.workflow.execution.Planned;
import io.punctual.workflow.execution.WorkflowPlan;
import io.punctual.workflow.intake.ReceivedEvents.Effective;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which executions events bring about. Asks nobody: what planning needs is found before. */
@ApplicationScoped
class EventPlanner {
    private static final Set<Trigger> TIME_TIED_TRIGGERS =
            EnumSet.of(Trigger.CREATED, Trigger.CONFIRMED, Trigger.RESCHEDULED);

    private final ExecutionPlanner planner;

    EventPlanner(ExecutionPlanner planner) {
        this.planner = planner;
    }

    /** The triggers whose workflows these events may concern. */
    static Set<Trigger> triggers(List<LifecycleEvent> events) {
        Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
        for (LifecycleEvent event : events) {
            event.type().trigger().ifPresent(triggers::add);
            if (event.type() == EventType.RESCHEDULED) {
                triggers.addAll(TIME_TIED_TRIGGERS);
            }
        }
        return triggers;
    }

    /** The appointments whose earlier executions may be planned again. */
    static List<AppointmentKey> moved(List<LifecycleEvent> events) {
        return events.stream()
                .filter(event -> event.type() == EventType.RESCHEDULED)
                .map(LifecycleEvent::appointment)
                .toList();
    }

    /**
     * Plans for an event.
     *
     * @param active its firm's active workflows, at least those with its {@link #triggers}
     * @param earlier what had been planned for its appointment, where that is {@link #moved}
     */
    List<Planned> plan(Effective one, List<WorkflowPlan> active, List<Earlier> earlier, Lateness lateness) {
        List<Planned> planned = new ArrayList<>();
        if (one.effect().movesTimes()) {
            planned.addAll(movedTimes(one, earlier, active, lateness));
        }
        one.effect().plans().ifPresent(trigger -> planned.addAll(triggered(one, trigger, active, lateness)));
        return planned;
    }

    private List<Planned> triggered(Effective one, Trigger trigger, List<WorkflowPlan> active, Lateness lateness) {
        LifecycleEvent event = one.event();
        KnownAppointment appointment = one.after();
        Occasion occasion = occasion(one, trigger, event.id(), event.time());
        return WorkflowMatcher.matching(active, trigger, appointment.appointmentType()).stream()
                .flatMap(workflow -> planner.plan(workflow, occasion, lateness).stream())
                // Matters for events that come late: what the newest status says against them is recorded.
                .map(execution -> execution.against(appointment.status()))
                .toList();
    }

    private List<Planned> movedTimes(
            Effective one, List<Earlier> before, List<WorkflowPlan> active, Lateness lateness) {
        List<Planned> moved = new ArrayList<>();
        for (Earlier earlier : before) {
            // Other events of the group may have had workflows read that this one does not ask for.
            Optional<WorkflowPlan> workflow = active.stream()
                    .filter(plan -> TIME_TIED_TRIGGERS.contains(plan.trigger()))
                    .filter(plan -> plan.workflowId().equals(earlier.workflowId()))
                    .filter(plan -> WorkflowMatcher.matches(
                            plan, earlier.trigger(), one.after().appointmentType()))
                    .findFirst();
            Occasion occasion = occasion(one, earlier.trigger(), earlier.eventId(), earlier.eventTime());
            workflow.ifPresent(plan -> plan.steps().stream()
                    .filter(step -> step.key().equals(earlier.stepKey()))
                    .map(step -> planner.plan(plan, step, occasion, lateness))
                    .filter(execution -> execution.tie().isTimeTied())
                    .forEach(moved::add));
        }
        return moved;
    }

    private static Occasion occasion(Effective one, Trigger trigger, String triggerEventId, Instant triggerEventTime) {
        KnownAppointment appointment = one.after();
        return new Occasion(
                appointment.id(),
                triggerEventId,
                triggerEventTime,
                trigger,
                appointment.generation(),
                appointment.startTime(),
                appointment.endTime(),
                one.event().time(),
                true,
                one.event().traceparent());
    }
}
