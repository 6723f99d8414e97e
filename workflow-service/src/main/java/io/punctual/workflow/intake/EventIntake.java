package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.List;

/** Takes events: remembers them, updates what is known of their appointments and plans, each with all it does in one transaction. */
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

    /**
     * Has events taken, those of one appointment in their order. Each succeeds or fails by itself.
     *
     * @return one for each event, to wait for; some may have ended already
     */
    List<Taking> begin(List<LifecycleEvent> events);

    /** Takes one event. When it returns, the result is committed. */
    default Taken take(LifecycleEvent event) {
        return begin(List.of(event)).getFirst().await();
    }
}
