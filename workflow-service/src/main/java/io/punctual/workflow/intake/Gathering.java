package io.punctual.workflow.intake;

import io.punctual.workflow.intake.FirmLine.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the door and who goes in with whom. Events that arrive while groups are being taken gather, whatever their firms, and
 * go in together as soon as one of the groups is done; nobody waits for a timer, and whoever comes alone goes straight in. Events of
 * one appointment, and such with one id, go one after the other in their order. Firms take turns within each group. A firm
 * whose events were held up waits for itself alone, in a group of its own. Thread-safe.
 */
final class Gathering {
    private final int groups;
    private final int groupSize;
    private final ReentrantLock lock = new ReentrantLock();
    /** Firms with events at the door, those whose turn comes next first. */
    private final Map<UUID, FirmLine> firms = new LinkedHashMap<>();
    /** The firms whose events were held up, and have to wait. */
    private final Set<UUID> heldUp = new LinkedHashSet<>();
    /** Those of them that a group is waiting for. */
    private final Set<UUID> waitedFor = new LinkedHashSet<>();

    private int running;

    /**
     * An empty one.
     *
     * @param groups how many groups are taken at once, and as many again that wait for a firm
     * @param groupSize how many events go in together
     */
    Gathering(int groups, int groupSize) {
        this.groups = groups;
        this.groupSize = groupSize;
    }

    /**
     * Events that go in together.
     *
     * @param patient whether they wait for their firm, which is one, where it holds them up
     */
    record Group(List<Taking> takings, boolean patient) {}

    /** Lines events up, and lets in what may go at once: those groups are the caller's to take. */
    List<Group> arrived(List<Taking> takings) {
        lock.lock();
        try {
            for (Taking taking : takings) {
                firms.computeIfAbsent(taking.event().firmId(), _ -> new FirmLine())
                        .add(taking);
            }
            return admitted();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets in what a group that is done has made room for: those groups are the caller's to take.
     *
     * @param held those of it that their firms held up; they are at the door again
     */
    List<Group> done(Group group, List<Taking> held) {
        lock.lock();
        try {
            Map<UUID, List<Taking>> done = byFirm(group.takings());
            done.forEach((firmId, takings) -> line(firmId).left(takings));
            if (group.patient()) {
                waitedFor.removeAll(done.keySet());
                heldUp.removeAll(done.keySet());
            } else {
                running--;
            }
            byFirm(held).forEach((firmId, takings) -> {
                line(firmId).backToTheFront(takings);
                heldUp.add(firmId);
            });
            done.keySet().stream().filter(firmId -> line(firmId).isEmpty()).forEach(firms::remove);
            return admitted();
        } finally {
            lock.unlock();
        }
    }

    private List<Group> admitted() {
        List<Group> admitted = new ArrayList<>();
        for (UUID firmId : heldUp) {
            if (waitedFor.size() < groups && !waitedFor.contains(firmId)) {
                List<Taking> takings = together(List.of(firmId));
                if (!takings.isEmpty()) {
                    waitedFor.add(firmId);
                    admitted.add(new Group(takings, true));
                }
            }
        }
        boolean anyMore = true;
        while (anyMore && running < groups) {
            List<Taking> takings = together(() -> firms.keySet().stream()
                    .filter(firmId -> !heldUp.contains(firmId))
                    .iterator());
            anyMore = !takings.isEmpty();
            if (anyMore) {
                running++;
                admitted.add(new Group(takings, false));
                byFirm(takings).keySet().forEach(this::toTheBack);
            }
        }
        return admitted;
    }

    /** One event of each of these firms by turns, until none is left that may go or the group is full. */
    private List<Taking> together(Iterable<UUID> turns) {
        List<Taking> takings = new ArrayList<>();
        Map<UUID, Walk> walks = new HashMap<>();
        int before = -1;
        while (takings.size() > before) {
            before = takings.size();
            for (UUID firmId : turns) {
                if (takings.size() == groupSize) {
                    return takings;
                }
                @Nullable
                Taking next =
                        walks.computeIfAbsent(firmId, _ -> line(firmId).walk()).next();
                if (next != null) {
                    takings.add(next);
                }
            }
        }
        return takings;
    }

    private void toTheBack(UUID firmId) {
        firms.put(firmId, Objects.requireNonNull(firms.remove(firmId)));
    }

    private FirmLine line(UUID firmId) {
        return Objects.requireNonNull(firms.get(firmId));
    }

    private static Map<UUID, List<Taking>> byFirm(List<Taking> takings) {
        return takings.stream()
                .collect(Collectors.groupingBy(
                        taking -> taking.event().firmId(), LinkedHashMap::new, Collectors.toList()));
    }
}
