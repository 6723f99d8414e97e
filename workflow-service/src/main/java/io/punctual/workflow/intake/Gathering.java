package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits at the door and who goes in with whom. Events of a firm that arrive while its groups are being taken gather, and go
 * in together as soon as one of them is done; nobody waits for a timer, and whoever comes alone goes straight in. Events of
 * one appointment, and such with one id, go one after the other in their order. Firms take turns. Thread-safe.
 */
final class Gathering {
    private final int groups;
    private final int groupsPerFirm;
    private final int groupSize;
    private final ReentrantLock lock = new ReentrantLock();
    /** Firms with events at the door, those whose turn comes next first. */
    private final Map<UUID, Firm> firms = new LinkedHashMap<>();

    private int running;

    /**
     * An empty one.
     *
     * @param groups how many groups are taken at once
     * @param groupsPerFirm how many of them may be of one firm
     * @param groupSize how many events go in together
     */
    Gathering(int groups, int groupsPerFirm, int groupSize) {
        this.groups = groups;
        this.groupsPerFirm = groupsPerFirm;
        this.groupSize = groupSize;
    }

    /** Events of one firm that go in together. */
    record Group(UUID firmId, List<Taking> takings) {}

    /** A firm's events at the door. */
    private static final class Firm {
        private final Deque<Taking> waiting = new ArrayDeque<>();
        /** The appointments and event ids that are being taken. */
        private final Set<Object> busy = new HashSet<>();

        private int running;
    }

    /** Lines events up, and lets in what may go at once: those groups are the caller's to take. */
    List<Group> arrived(List<Taking> takings) {
        lock.lock();
        try {
            for (Taking taking : takings) {
                firms.computeIfAbsent(taking.event().firmId(), _ -> new Firm())
                        .waiting
                        .add(taking);
            }
            return admitted();
        } finally {
            lock.unlock();
        }
    }

    /** Lets in what a group that is done has made room for: those groups are the caller's to take. */
    List<Group> done(Group group) {
        lock.lock();
        try {
            Firm firm = Objects.requireNonNull(firms.remove(group.firmId()));
            group.takings().forEach(taking -> firm.busy.removeAll(keys(taking.event())));
            firm.running--;
            running--;
            if (firm.running > 0 || !firm.waiting.isEmpty()) {
                // Whoever was just served is last.
                firms.put(group.firmId(), firm);
            }
            return admitted();
        } finally {
            lock.unlock();
        }
    }

    private List<Group> admitted() {
        List<Group> admitted = new ArrayList<>();
        boolean anyMore = true;
        while (anyMore && running < groups) {
            anyMore = false;
            for (Map.Entry<UUID, Firm> entry : List.copyOf(firms.entrySet())) {
                Firm firm = entry.getValue();
                List<Taking> takings = running < groups && firm.running < groupsPerFirm ? next(firm) : List.of();
                if (!takings.isEmpty()) {
                    firm.running++;
                    running++;
                    admitted.add(new Group(entry.getKey(), takings));
                    firms.remove(entry.getKey());
                    firms.put(entry.getKey(), firm);
                    anyMore = true;
                }
            }
        }
        return admitted;
    }

    /** The next events that may go together; whoever has to wait holds up what follows with the same key. */
    private List<Taking> next(Firm firm) {
        List<Taking> takings = new ArrayList<>();
        Set<Object> heldUp = new HashSet<>(firm.busy);
        Iterator<Taking> waiting = firm.waiting.iterator();
        while (waiting.hasNext() && takings.size() < groupSize) {
            Taking taking = waiting.next();
            Set<Object> keys = keys(taking.event());
            if (keys.stream().noneMatch(heldUp::contains)) {
                takings.add(taking);
                waiting.remove();
                firm.busy.addAll(keys);
            }
            heldUp.addAll(keys);
        }
        return takings;
    }

    private static Set<Object> keys(LifecycleEvent event) {
        return Set.of(event.appointmentId(), EventKey.of(event));
    }
}
