package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.IfLate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that was checked and may be published.
 *
 * @param status what it asks for, or null where it says nothing
 */
public record WorkflowDraft(
        String name,
        Trigger trigger,
        @Nullable UUID appointmentType,
        boolean requireConfirmed,
        @Nullable WorkflowStatus status,
        List<StepDraft> steps) {

    /** A checked step; one without a key is new. */
    public record StepDraft(
            @Nullable String key,
            int delayMinutes,
            IfLate ifLate,
            String actionType,
            JsonNode actionConfig,
            Recipient recipient) {}

    /**
     * What is published: steps without a key get one that was never used before.
     *
     * @param keysUsed all keys of all versions of the workflow so far
     */
    WorkflowContent content(Set<String> keysUsed) {
        Set<String> taken = new HashSet<>(keysUsed);
        for (StepDraft step : steps) {
            if (step.key() != null) {
                taken.add(step.key());
            }
        }
        List<Step> content = new ArrayList<>();
        for (StepDraft step : steps) {
            String key = step.key() == null ? newKey(taken) : step.key();
            content.add(new Step(
                    key, step.delayMinutes(), step.ifLate(), step.actionType(), step.actionConfig(), step.recipient()));
        }
        return new WorkflowContent(name, trigger, appointmentType, requireConfirmed, List.copyOf(content));
    }

    private static String newKey(Set<String> taken) {
        int number = 1;
        while (!taken.add("s" + number)) {
            number++;
        }
        return "s" + number;
    }
}
