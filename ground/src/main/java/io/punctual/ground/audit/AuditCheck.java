package io.punctual.ground.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks what else is kept against tampering than the chains, where a service has more. */
public interface AuditCheck {

    /**
     * What came of checking; runs for the engine.
     *
     * @param firm the only firm to look at, or empty for all
     */
    List<SealReport> check(Optional<UUID> firm);
}
