package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.AppointmentStatus;
import java.time.Instant;
import java.util.Optional;

/** Everything that is checked again right before an action, against what is known now; the recipient is the action's own check. */
final class StartChecks {

    private StartChecks() {}

    /**
     * The verdict where something says no; empty where the action may run.
     *
     * @param withinLimit whether the firm may send another message today
     */
    static Optional<Verdict> check(Claimed claimed, boolean withinLimit, Instant now) {
        Optional<Reason> withdrawn = withdrawal(claimed);
        if (withdrawn.isPresent()) {
            return withdrawn.map(reason -> new Verdict.Refused(reason, false));
        }
        if (!now.isBefore(claimed.expiresAt())) {
            return Optional.of(
                    claimed.retries() > 1
                            ? new Verdict.Failed(
                                    "exhausted", "The lateness limit was reached before a try succeeded.", null)
                            : new Verdict.Refused(Reason.TOO_LATE, false));
        }
        if (claimed.workflow().requireConfirmed() && claimed.appointment().status() == AppointmentStatus.REQUESTED) {
            return Optional.of(new Verdict.Refused(Reason.NOT_CONFIRMED, false));
        }
        return withinLimit ? Optional.empty() : Optional.of(new Verdict.Refused(Reason.DAILY_LIMIT, false));
    }

    private static Optional<Reason> withdrawal(Claimed claimed) {
        Claimed.WorkflowNow workflow = claimed.workflow();
        if (workflow.deleted()) {
            return Optional.of(Reason.WORKFLOW_DELETED);
        }
        if (!workflow.active()) {
            return Optional.of(Reason.WORKFLOW_INACTIVE);
        }
        if (workflow.step() == null) {
            return Optional.of(Reason.WORKFLOW_EDITED);
        }
        Optional<Reason> byAppointment =
                AppointmentEffect.of(claimed.appointment().status(), claimed.trigger(), claimed.tie());
        if (byAppointment.isPresent()) {
            return byAppointment;
        }
        boolean moved = claimed.tie().isTimeTied()
                && claimed.generation() != claimed.appointment().generation();
        return moved ? Optional.of(Reason.RESCHEDULED) : Optional.empty();
    }
}
