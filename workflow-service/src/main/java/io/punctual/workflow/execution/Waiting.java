package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.UUID;

/**
 * An execution that this worker has claimed before its instant. It is pending still, and whoever withdraws it need not ask.
 *
 * @param fence tells this claim from any later one
 */
record Waiting(UUID firmId, UUID executionId, long fence, Instant scheduledFor) {}
