package io.punctual.trial.crash;

import java.time.Instant;

/**
 * One thing that reached the world.
 *
 * @param key what it can be told apart by: the idempotency key, or the left part of a Message-ID
 * @param about what it says of itself, for a mail its recipient and subject; empty where it says nothing
 * @param at when the world first heard of it
 */
record Arrival(String key, String about, Instant at) {}
