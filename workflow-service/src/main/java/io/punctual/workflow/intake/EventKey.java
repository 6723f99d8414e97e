package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.UUID;

/** What tells an event from all others. */
record EventKey(UUID firmId, String source, String id) {

    static EventKey of(LifecycleEvent event) {
        return new EventKey(event.firmId(), event.source(), event.id());
    }
}
