package io.punctual.ground.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Where seals break first.
 *
 * @param firm whose rows or seals
 * @param periodStart the period's beginning
 * @param what {@code rows_differ}: rows of the period were changed, removed or added after it was sealed; {@code
 *     seal_differs}: a seal was changed, removed or added; {@code gap}: a period has no seal
 */
public record SealFault(UUID firm, Instant periodStart, String what) {}
