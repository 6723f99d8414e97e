package io.punctual.workflow.action;

import java.util.UUID;

/** Names one step of one published version: its configuration never changes, so what is made from it can be kept. */
public record StepVersion(UUID firmId, UUID workflowId, int version, String stepKey, String actionType) {}
