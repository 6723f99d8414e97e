package io.punctual.workflow.execution;

/** Signals, once its transaction has committed, that something may be due now. */
public record ExecutionsPlanned() {}
