package io.punctual.workflow.execution;

import java.time.Clock;

/** What all lanes of a worker share. {@code owner} is the worker's name in the database. */
record LaneParts(
        String owner,
        ExecutionQueue queue,
        Tries tries,
        MessageBudget budget,
        ExecutionMeters meters,
        ExecutionConfig config,
        Clock clock) {}
