package io.punctual.appointments.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event under a lease, to be tried now.
 *
 * @param payload the body as it is signed and sent
 * @param attempts tries before this one
 * @param firstAttemptAt when it was tried first, or null where this is the first try
 * @param lease tells this claim from any other
 */
record Delivery(
        UUID firmId,
        UUID id,
        UUID appointmentId,
        String payload,
        int attempts,
        @Nullable Instant firstAttemptAt,
        UUID lease) {}
