package io.punctual.workflow.audit;

import java.time.Instant;

/**
 * What is kept of an outcome that a manual retry took away, so that its seal can still be checked.
 *
 * @param recordedAt which period it belongs to
 * @param digest hexadecimal, as {@link SealedRows#digest()} computes it
 */
public record RemovedOutcome(Instant recordedAt, String digest) {}
