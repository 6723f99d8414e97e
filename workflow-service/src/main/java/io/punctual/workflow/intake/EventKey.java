package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;

/** What tells an event from all others of its firm. */
record EventKey(String source, String id) {

    static EventKey of(LifecycleEvent event) {
        return new EventKey(event.source(), event.id());
    }
}
