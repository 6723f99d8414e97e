package io.punctual.ground.audit;

import java.util.List;

/** All that was checked; valid where every part is. */
public record AuditVerification(boolean valid, List<ChainReport> chains, List<SealReport> seals) {
    /** Whether there was nothing to check. */
    boolean isEmpty() {
        return chains.stream().allMatch(chain -> chain.events() == 0)
                && seals.stream().allMatch(seal -> seal.periods() == 0);
    }
}
