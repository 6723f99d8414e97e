package io.punctual.ground.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a firm's chain.
 *
 * @param firm whose chain it is; the nil id is the installation's
 * @param events how many were checked
 * @param from the position of the first event that is kept
 * @param to the position of the head
 * @param head the head's hash; kept elsewhere, it shows later whether the chain was written anew as a whole
 * @param fault where it breaks first, or null
 */
public record ChainReport(
        UUID firm,
        long events,
        long from,
        long to,
        String head,
        boolean valid,
        @Nullable ChainFault fault) {}
