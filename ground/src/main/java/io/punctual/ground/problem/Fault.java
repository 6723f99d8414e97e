package io.punctual.ground.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, written like {@code steps[0].delay_minutes}; empty for the body as a whole
 * @param code stable and machine-readable, in snake_case
 * @param message what is wrong and what would be right, without internals
 */
public record Fault(String field, String code, String message) {}
