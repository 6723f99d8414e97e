package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A firm's events at the door, in their order. Not thread-safe. */
final class FirmLine {
    private final Deque<Taking> waiting = new ArrayDeque<>();
    /** The appointments and event ids that are being taken. */
    private final Set<Object> busy = new HashSet<>();

    void add(Taking taking) {
        waiting.add(taking);
    }

    /** Whether nobody waits, and nobody is being taken. */
    boolean isEmpty() {
        return waiting.isEmpty() && busy.isEmpty();
    }

    /** Those were taken. */
    void left(Collection<Taking> takings) {
        takings.forEach(taking -> busy.removeAll(keys(taking.event())));
    }

    /** Those were not taken after all, and are the next again. */
    void backToTheFront(List<Taking> takings) {
        takings.reversed().forEach(waiting::addFirst);
    }

    /** A walk along the line, which takes out those that may go together; not to be gone on with once the line has changed. */
    Walk walk() {
        return new Walk();
    }

    /** Whoever has to wait holds up what follows with the same key. */
    final class Walk {
        private final Iterator<Taking> line = waiting.iterator();
        private final Set<Object> heldUp = new HashSet<>(busy);

        private Walk() {}

        /** The next that may go; null where there is none. */
        @Nullable
        Taking next() {
            while (line.hasNext()) {
                Taking taking = line.next();
                Set<Object> keys = keys(taking.event());
                boolean free = keys.stream().noneMatch(heldUp::contains);
                heldUp.addAll(keys);
                if (free) {
                    line.remove();
                    busy.addAll(keys);
                    return taking;
                }
            }
            return null;
        }
    }

    private static Set<Object> keys(LifecycleEvent event) {
        return Set.of(event.appointmentId(), EventKey.of(event));
    }
}
