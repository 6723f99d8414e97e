package io.punctual.workflow.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A publisher of events.
 *
 * @param uri the CloudEvents source of its events
 * @param secrets one, or two while they are rotated
 * @param firms those it may speak for; empty: all
 */
record Source(String uri, List<SigningSecret> secrets, Optional<Set<UUID>> firms) {

    boolean speaksFor(UUID firmId) {
        return firms.map(ids -> ids.contains(firmId)).orElse(true);
    }
}
