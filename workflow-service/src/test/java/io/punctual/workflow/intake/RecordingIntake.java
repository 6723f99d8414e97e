package io.punctual.workflow.intake;

import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Remembers events in memory and plans nothing, so that the door can be tested by itself. */
@Alternative
@Priority(1)
@Singleton
class RecordingIntake implements EventIntake {
    private final Map<List<String>, BodyHash> known = new ConcurrentHashMap<>();
    private final Queue<LifecycleEvent> accepted = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException failure;

    @Override
    public Taken take(LifecycleEvent event) {
        RuntimeException failing = failure;
        if (failing != null) {
            throw failing;
        }
        BodyHash before = known.putIfAbsent(List.of(event.source(), event.id()), event.bodyHash());
        if (before != null) {
            return before.equals(event.bodyHash()) ? Taken.KNOWN : Taken.CONFLICT;
        }
        accepted.add(event);
        return Taken.ACCEPTED;
    }

    /** The events accepted so far, in their order. */
    List<LifecycleEvent> accepted() {
        return List.copyOf(accepted);
    }

    /** From now on each event fails with this; null ends it. */
    void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }
}
