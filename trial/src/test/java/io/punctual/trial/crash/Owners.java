package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** By what name each replica takes executions. They make their names up, so only one may be unknown at a time. */
final class Owners {
    private final Facts facts;
    private final Map<Replica, String> names = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    Owners(Facts facts) {
        this.facts = facts;
    }

    /** The name of a replica, empty where it never took an execution. */
    Optional<String> of(Replica replica) {
        if (!names.containsKey(replica)) {
            Set<String> unknown = new HashSet<>(facts.owners());
            unknown.removeAll(known);
            assertThat(unknown)
                    .as("workers that nobody started, besides %s", names)
                    .hasSizeLessThan(2);
            unknown.forEach(owner -> names.put(replica, owner));
            known.addAll(unknown);
        }
        return Optional.ofNullable(names.get(replica));
    }
}
