package io.punctual.trial.bench.data;

/** How the due instants of executions lie beside the order in which they were planned. */
public enum Order {
    /** What was planned first is due first. */
    DUE,
    /** By chance: what lies together is due at any time. */
    SHUFFLED
}
