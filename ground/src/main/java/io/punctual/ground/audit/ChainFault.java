package io.punctual.ground.audit;

/**
 * Where a chain breaks first.
 *
 * @param what {@code changed}: the event there says something else than it said when it was written; {@code missing}: it is
 *     gone; {@code not_in_head}: it was added beside the chain; {@code head_differs}: the chain was written anew
 */
public record ChainFault(long position, String what) {}
