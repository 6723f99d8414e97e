package io.punctual.ground.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking the seals over one kind of rows.
 *
 * @param kind which rows
 * @param periods how many sealed periods were checked
 * @param from the beginning of the first one, or null where there is none yet
 * @param to the end of the last one
 * @param head the last seal's digest over all firms, or null
 * @param fault where they break first, or null
 */
public record SealReport(
        String kind,
        long periods,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String head,
        boolean valid,
        @Nullable SealFault fault) {}
