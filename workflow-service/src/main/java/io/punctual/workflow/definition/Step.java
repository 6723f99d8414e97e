package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.execution.StepPlan;

/**
 * One action of a workflow and when it is due.
 *
 * @param key identifies the step over versions of its workflow
 * @param delayMinutes within ±525,600; negative is before the start
 * @param ifLate what is done where its instant has passed when it is triggered
 * @param actionConfig as checked on save
 * @param recipient the role of whom the action reaches
 */
public record Step(
        String key, int delayMinutes, IfLate ifLate, String actionType, JsonNode actionConfig, Recipient recipient) {

    /** What planning needs of it. */
    StepPlan plan(int position) {
        return new StepPlan(key, position, delayMinutes, ifLate, actionType, recipient);
    }
}
