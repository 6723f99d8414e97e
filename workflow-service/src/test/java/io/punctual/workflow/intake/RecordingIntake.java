package io.punctual.workflow.intake;

import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers events in memory and plans nothing, so that the door can be tested alone. */
final class RecordingIntake implements EventIntake {
    private final Map<List<String>, BodyHash> known = new ConcurrentHashMap<>();
    private final Queue<LifecycleEvent> accepted = new ConcurrentLinkedQueue<>();
    private final Map<UUID, RuntimeException> failing = new ConcurrentHashMap<>();

    @Override
    public List<Taking> begin(List<LifecycleEvent> events) {
        return events.stream().map(this::begun).toList();
    }

    private Taking begun(LifecycleEvent event) {
        Taking taking = new Taking(event);
        RuntimeException failure = failing.get(event.appointmentId());
        if (failure != null) {
            taking.fail(failure);
        } else {
            taking.end(taken(event));
        }
        return taking;
    }

    private Taken taken(LifecycleEvent event) {
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

    /** From now on each event of this appointment fails. */
    void failFor(UUID appointment, RuntimeException failure) {
        failing.put(appointment, failure);
    }
}
