package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;

/** Takes an event: remembers it, updates what is known of its appointment and plans, in one transaction. */
public interface EventIntake {

    /** What taking an event came to. */
    enum Taken {
        /** New, and committed with all it does. */
        ACCEPTED,
        /** This id was taken before with the same body: no effect. */
        KNOWN,
        /** This id was taken before with another body. */
        CONFLICT
    }

    /** Takes one event. When it returns, the result is committed. */
    Taken take(LifecycleEvent event);
}
