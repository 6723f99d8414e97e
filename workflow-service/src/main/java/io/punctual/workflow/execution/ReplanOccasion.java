package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an execution that an edit withdrew was planned for, and what that means for the edited workflow. */
record ReplanOccasion(
        UUID appointmentId,
        Trigger trigger,
        int generation,
        String eventId,
        Instant eventTime,
        @Nullable String traceparent) {

    static ReplanOccasion of(Withdrawals.Withdrawn withdrawn) {
        return new ReplanOccasion(
                withdrawn.appointmentId(),
                withdrawn.trigger(),
                withdrawn.generation(),
                withdrawn.eventId(),
                withdrawn.eventTime(),
                withdrawn.traceparent());
    }

    /**
     * The occasion for a step of the edited workflow; empty where its new trigger has not happened to the appointment yet:
     * then the event itself will plan it. What is time-tied belongs to the present generation, the rest to its own.
     */
    Optional<Occasion> forStep(WorkflowPlan after, StepPlan step, KnownAppointment appointment, Instant now) {
        boolean timeTied = Tie.of(after.trigger(), step.delayMinutes()).isTimeTied();
        int newGeneration = timeTied ? appointment.generation() : generation;
        if (after.trigger() == trigger) {
            return Optional.of(occasion(appointment, trigger, eventId, eventTime, newGeneration, now, traceparent));
        }
        return appointment
                .seen(after.trigger())
                .map(seen -> occasion(
                        appointment, after.trigger(), seen.id(), seen.time(), newGeneration, now, traceparent));
    }

    /** The occasion of an activation for what exists; empty where the trigger has not happened to the appointment yet. */
    static Optional<Occasion> ofActivation(KnownAppointment appointment, Trigger trigger, Instant now) {
        return appointment
                .seen(trigger)
                .map(seen ->
                        occasion(appointment, trigger, seen.id(), seen.time(), appointment.generation(), now, null));
    }

    private static Occasion occasion(
            KnownAppointment appointment,
            Trigger trigger,
            String eventId,
            Instant eventTime,
            int generation,
            Instant now,
            @Nullable String traceparent) {
        return new Occasion(
                appointment.id(),
                eventId,
                eventTime,
                trigger,
                generation,
                appointment.startTime(),
                appointment.endTime(),
                now,
                false,
                traceparent);
    }
}
