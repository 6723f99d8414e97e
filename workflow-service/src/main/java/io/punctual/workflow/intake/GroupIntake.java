package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.List;

/** Takes groups of events. */
interface GroupIntake {

    /**
     * Takes events of one firm in one transaction, in that firm's scope. When it returns, all is committed; when it throws,
     * nothing is.
     *
     * @param group at least one event; no two of one appointment, and no two with one source and id
     * @return what came of each, in their order
     */
    List<EventIntake.Taken> take(List<LifecycleEvent> group);
}
