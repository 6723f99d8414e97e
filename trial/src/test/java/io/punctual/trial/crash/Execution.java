package io.punctual.trial.crash;

import java.time.Instant;
import java.util.UUID;

/**
 * An execution as the database has it.
 *
 * @param waits whether a {@code due} row exists
 * @param end its outcomes' status, with reason or error code, as {@code failed/unknown_outcome}; empty where it has not ended
 * @param ends how many outcomes it has
 * @param attempt tries begun, as its outcome says
 * @param lost tries that are on record as lost
 * @param slow tries whose answer did not come in time: a machine that is too busy for its work makes them, and they are made again
 */
record Execution(
        UUID id,
        UUID appointmentId,
        String stepKey,
        int generation,
        Instant scheduledFor,
        boolean waits,
        String end,
        int ends,
        int attempt,
        int lost,
        int slow) {}
