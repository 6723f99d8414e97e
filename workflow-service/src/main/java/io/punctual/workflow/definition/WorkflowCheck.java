package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.WorkflowDocument.StepDocument;
import io.punctual.workflow.definition.WorkflowDraft.StepDraft;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.firm.FirmProfile;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that a workflow's document must keep. It names every fault at once. */
@ApplicationScoped
public class WorkflowCheck {
    static final int MAX_NAME = 200;
    static final int MAX_STEPS = 50;
    static final int MAX_KEY = 64;
    static final int MAX_DELAY = 525_600;
    static final String KEY_PATTERN = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$";

    private static final Pattern KEY = Pattern.compile(KEY_PATTERN);

    private final Actions actions;

    WorkflowCheck(Actions actions) {
        this.actions = actions;
    }

    /**
     * Whose workflow it is to be.
     *
     * @param profile empty where no event has named the firm yet
     */
    public record Owner(UUID firmId, Optional<FirmProfile> profile, FirmSenders senders) {}

    /**
     * Turns a document into what may be published.
     *
     * @param faults what reading the document has found already; what is wrong there is not named again
     * @throws io.punctual.ground.problem.Problem 422 naming all faults
     */
    public WorkflowDraft check(Owner owner, WorkflowDocument document, Faults faults) {
        checkFirm(owner, document.firm(), faults);
        String name = name(document.name(), faults);
        Trigger trigger = document.trigger();
        if (trigger == null) {
            missing("trigger", faults);
        }
        List<StepDraft> steps = steps(document, owner.senders(), faults);
        faults.throwIfAny();
        if (name == null || trigger == null) {
            throw new IllegalStateException("A document without faults lacks a name or a trigger");
        }
        return new WorkflowDraft(
                name,
                trigger,
                document.appointmentType(),
                Boolean.TRUE.equals(document.requireConfirmed()),
                document.status(),
                steps);
    }

    private static void checkFirm(Owner owner, @Nullable String firm, Faults faults) {
        boolean own = firm == null
                || firm.equalsIgnoreCase(owner.firmId().toString())
                || owner.profile()
                        .filter(profile -> profile.name().equals(firm))
                        .isPresent();
        if (!own) {
            faults.add("firm", "not_your_firm", "It is always the caller's own firm: leave it out, or name yours.");
        }
    }

    private static @Nullable String name(@Nullable String name, Faults faults) {
        if (name == null) {
            missing("name", faults);
        } else if (name.isBlank()) {
            faults.add("name", "blank", "A workflow needs a name that people can read.");
        } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
            faults.add("name", "too_long", "At most " + MAX_NAME + " characters.");
        } else if (!Texts.isOneLine(name)) {
            faults.add("name", "control_character", "Line breaks and other control characters are not allowed.");
        }
        return name;
    }

    private List<StepDraft> steps(WorkflowDocument document, FirmSenders senders, Faults faults) {
        List<@Nullable StepDocument> steps = document.steps();
        if (document.usesShorthand()) {
            if (steps != null || faults.has("steps")) {
                faults.add(
                        "steps",
                        "mixed_forms",
                        "Give either steps, or delay_minutes, action_type and action_config at the top level.");
            }
            StepDocument only = new StepDocument(
                    null, document.delayMinutes(), null, null, document.actionType(), document.actionConfig());
            List<StepDraft> checked = new ArrayList<>();
            step(only, document.trigger(), senders, faults, checked);
            return checked;
        }
        if (steps == null || steps.isEmpty()) {
            if (!anyStepFaulty(faults)) {
                faults.add("steps", "required", "A workflow needs at least one step.");
            }
            return List.of();
        }
        if (steps.size() > MAX_STEPS) {
            faults.add("steps", "too_many", "At most " + MAX_STEPS + " steps.");
        }
        return canonical(steps.subList(0, Math.min(steps.size(), MAX_STEPS)), document.trigger(), senders, faults);
    }

    private List<StepDraft> canonical(
            List<@Nullable StepDocument> steps, @Nullable Trigger trigger, FirmSenders senders, Faults faults) {
        List<StepDraft> checked = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int position = 0; position < steps.size(); position++) {
            Faults here = faults.at("steps[" + position + "]");
            StepDocument step = steps.get(position);
            if (step == null) {
                missing("", here);
                continue;
            }
            String key = step.key();
            if (key != null && !KEY.matcher(key).matches()) {
                here.add(
                        "key",
                        "invalid_key",
                        "1 to " + MAX_KEY + " letters, digits, '_', '.' or '-', beginning with a letter or digit.");
            } else if (key != null && !keys.add(key)) {
                here.add("key", "duplicate", "Another step of this workflow has this key.");
            }
            step(step, trigger, senders, here, checked);
        }
        return checked;
    }

    private void step(
            StepDocument step, @Nullable Trigger trigger, FirmSenders senders, Faults faults, List<StepDraft> checked) {
        checkDelay(step.delayMinutes(), trigger, faults);
        if (step.when() != null && !step.when().isNull()) {
            faults.add("when", "condition_not_available", "Conditions are not available yet: leave it null.");
        }
        JsonNode config = step.actionConfig();
        if (config != null && !Texts.isStorable(config)) {
            faults.add("action_config", "unusable_text", "Texts must not hold U+0000 or halves of surrogate pairs.");
        }
        Recipient recipient = actions.check(step.actionType(), config, senders, faults);
        if (step.delayMinutes() != null && step.actionType() != null && config != null && recipient != null) {
            IfLate ifLate = step.ifLate() == null ? IfLate.SKIP : step.ifLate();
            checked.add(new StepDraft(step.key(), step.delayMinutes(), ifLate, step.actionType(), config, recipient));
        }
    }

    private static void checkDelay(@Nullable Integer delay, @Nullable Trigger trigger, Faults faults) {
        if (delay == null) {
            missing("delay_minutes", faults);
        } else if (delay < -MAX_DELAY || delay > MAX_DELAY) {
            faults.add("delay_minutes", "out_of_range", "From -" + MAX_DELAY + " to " + MAX_DELAY + " minutes.");
        } else if (delay < 0 && trigger != null && !trigger.allowsBeforeMeeting()) {
            faults.add(
                    "delay_minutes",
                    "negative_delay",
                    "With " + trigger.code() + " there is no meeting ahead to be before of: 0 or more.");
        }
    }

    private static void missing(String field, Faults faults) {
        if (!faults.has(field)) {
            faults.add(field, "required", "It is missing.");
        }
    }

    private static boolean anyStepFaulty(Faults faults) {
        return faults.has("steps");
    }
}
