package io.punctual.workflow.intake;

import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.Reason;
import io.punctual.workflow.execution.Tie;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each event does: the event table of the product, as a pure function of the event and of what was known before it. */
final class EventRules {

    private EventRules() {}

    /**
     * What an event does.
     *
     * @param after what is known of the appointment then
     * @param newest whether the event's snapshot becomes the newest
     * @param withdrawal what it takes from executions that wait
     * @param movesTimes whether the previous generation's time-tied steps are planned again
     * @param plans what it triggers
     */
    record Effect(
            KnownAppointment after,
            boolean newest,
            Optional<Withdrawal> withdrawal,
            boolean movesTimes,
            Optional<Trigger> plans) {}

    /** Executions of these ties that wait end for this reason. */
    record Withdrawal(Set<Tie> ties, Reason reason) {}

    /** What an event does that is the first to tell of its appointment. */
    static Effect ofFirst(LifecycleEvent event) {
        Snapshot.Appointment told = event.data().appointment();
        return of(
                event,
                new KnownAppointment(
                        told.id(),
                        0,
                        told.status(),
                        0,
                        told.appointmentType().id(),
                        told.startTime(),
                        told.endTime(),
                        Map.of(),
                        null));
    }

    static Effect of(LifecycleEvent event, KnownAppointment before) {
        return event.data().sequence() > before.sequence() ? ofNewer(event, before) : ofStale(event, before);
    }

    private static Effect ofNewer(LifecycleEvent event, KnownAppointment before) {
        EventType type = event.type();
        boolean moves = type == EventType.RESCHEDULED;
        int generation = before.generation() + (moves ? 1 : 0);
        Optional<Trigger> plans = type.trigger().filter(trigger -> firesIn(before, trigger, generation));
        Snapshot.Appointment newest = event.data().appointment();
        KnownAppointment after = new KnownAppointment(
                before.id(),
                event.data().sequence(),
                newest.status(),
                generation,
                newest.appointmentType().id(),
                newest.startTime(),
                newest.endTime(),
                seen(before, event, plans),
                confirmedIn(before, plans, generation));
        return new Effect(after, true, withdrawal(type), moves, plans);
    }

    /** Only what was created or confirmed and not seen before still counts, against the newest state. */
    private static Effect ofStale(LifecycleEvent event, KnownAppointment before) {
        Optional<Trigger> plans = event.type()
                .trigger()
                .filter(trigger -> trigger == Trigger.CREATED || trigger == Trigger.CONFIRMED)
                .filter(trigger -> event.data().sequence() < before.sequence())
                .filter(trigger -> before.seen(trigger).isEmpty());
        KnownAppointment after = new KnownAppointment(
                before.id(),
                before.sequence(),
                before.status(),
                before.generation(),
                before.appointmentType(),
                before.startTime(),
                before.endTime(),
                seen(before, event, plans),
                confirmedIn(before, plans, before.generation()));
        return new Effect(after, false, Optional.empty(), false, plans);
    }

    private static boolean firesIn(KnownAppointment before, Trigger trigger, int generation) {
        return switch (trigger) {
            case CREATED -> before.seen(trigger).isEmpty();
            case CONFIRMED -> {
                Integer confirmed = before.confirmedGeneration();
                yield confirmed == null || confirmed != generation;
            }
            case RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW -> true;
        };
    }

    private static Optional<Withdrawal> withdrawal(EventType type) {
        return switch (type) {
            case RESCHEDULED -> Optional.of(new Withdrawal(EnumSet.of(Tie.START, Tie.END), Reason.RESCHEDULED));
            case COMPLETED -> Optional.of(new Withdrawal(EnumSet.of(Tie.START), Reason.APPOINTMENT_COMPLETED));
            case CANCELLED -> Optional.of(new Withdrawal(EnumSet.allOf(Tie.class), Reason.APPOINTMENT_CANCELLED));
            case NO_SHOW -> Optional.of(new Withdrawal(EnumSet.allOf(Tie.class), Reason.APPOINTMENT_NO_SHOW));
            case CREATED, CONFIRMED, UPDATED -> Optional.empty();
        };
    }

    private static Map<String, KnownAppointment.Seen> seen(
            KnownAppointment before, LifecycleEvent event, Optional<Trigger> plans) {
        Map<String, KnownAppointment.Seen> seen = new HashMap<>(before.seen());
        plans.ifPresent(trigger -> seen.put(trigger.code(), new KnownAppointment.Seen(event.id(), event.time())));
        return Map.copyOf(seen);
    }

    private static @Nullable Integer confirmedIn(KnownAppointment before, Optional<Trigger> plans, int generation) {
        return plans.filter(Trigger.CONFIRMED::equals).isPresent()
                ? Integer.valueOf(generation)
                : before.confirmedGeneration();
    }
}
