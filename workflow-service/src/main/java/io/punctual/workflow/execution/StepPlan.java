package io.punctual.workflow.execution;

import io.punctual.workflow.action.Recipient;

/**
 * What a step says about its executions.
 *
 * @param key identifies the step over versions of its workflow
 * @param position from 0
 * @param delayMinutes within ±525,600; negative is before the start
 */
public record StepPlan(
        String key, int position, int delayMinutes, IfLate ifLate, String actionType, Recipient recipient) {}
