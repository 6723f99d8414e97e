package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import java.util.Optional;

/** What the state of an appointment says about executions that have not run. */
public final class AppointmentEffect {

    private AppointmentEffect() {}

    /** Why an execution must not run, given the newest status of its appointment; empty where nothing speaks against it. */
    public static Optional<Reason> of(AppointmentStatus status, Trigger trigger, Tie tie) {
        return switch (status) {
            case REQUESTED, CONFIRMED -> Optional.empty();
            case COMPLETED -> tie == Tie.START ? Optional.of(Reason.APPOINTMENT_COMPLETED) : Optional.empty();
            case CANCELLED ->
                trigger == Trigger.CANCELLED ? Optional.empty() : Optional.of(Reason.APPOINTMENT_CANCELLED);
            case NO_SHOW -> trigger == Trigger.NO_SHOW ? Optional.empty() : Optional.of(Reason.APPOINTMENT_NO_SHOW);
        };
    }
}
