package io.punctual.ground.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks one chain from its beginning, or from where retention left its anchor, event by event. Not thread-safe. */
final class ChainWalk {
    private Link at;
    private long events;
    private @Nullable ChainFault fault;

    ChainWalk(Link anchor) {
        at = anchor;
    }

    /** Takes the next event in the order of positions. After a fault nothing is looked at any more. */
    void step(Link stored, ChainedEvent event) {
        if (fault != null) {
            return;
        }
        events++;
        if (stored.position() != at.position() + 1) {
            fault = new ChainFault(at.position() + 1, "missing");
            return;
        }
        Link computed = at.next(event.digest());
        if (!computed.equals(stored)) {
            fault = new ChainFault(stored.position(), "changed");
            return;
        }
        at = computed;
    }

    /** Compares the end of the walk with the head that the chain is said to have, {@link Link#BEGIN} where it has none. */
    void end(Link head) {
        if (fault != null) {
            return;
        }
        if (at.position() < head.position()) {
            fault = new ChainFault(at.position() + 1, "missing");
        } else if (at.position() > head.position()) {
            fault = new ChainFault(head.position() + 1, "not_in_head");
        } else if (!at.hash().equals(head.hash())) {
            fault = new ChainFault(at.position(), "head_differs");
        }
    }

    /** How many events were taken. */
    long events() {
        return events;
    }

    boolean stopped() {
        return fault != null;
    }

    Optional<ChainFault> fault() {
        return Optional.ofNullable(fault);
    }
}
