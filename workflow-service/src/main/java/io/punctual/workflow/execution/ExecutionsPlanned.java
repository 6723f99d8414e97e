package io.punctual.workflow.execution;

import java.time.Instant;

/**
 * Signals, once its transaction has committed, that executions wait.
 *
 * @param earliest the first instant at which one of them is due; may be past
 */
public record ExecutionsPlanned(Instant earliest) {}
