package io.punctual.workflow.definition;

/** A workflow with its newest version, as it is read. */
public record Published(Workflow workflow, WorkflowVersion newest) {}
