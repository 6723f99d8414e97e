package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake.Taken;
import java.util.List;
import java.util.Optional;

/** Takes groups of events. */
interface GroupIntake {

    /**
     * Takes events in one transaction, in the scope of their firms. When it returns, all is committed; when it throws,
     * nothing is.
     *
     * @param group at least one event; no two of one appointment, and no two of a firm with one source and id
     * @param patient whether to wait where a firm's workflows are being changed; for events of one firm only
     * @return what came of each, in their order; nothing for those that are held up by such a change, which are not taken
     */
    List<Optional<Taken>> take(List<LifecycleEvent> group, boolean patient);
}
