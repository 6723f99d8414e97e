package io.punctual.workflow.definition;

import io.punctual.ground.problem.Faults;
import io.punctual.workflow.appointment.Trigger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters strictly: what is not understood is refused rather than left out. */
final class WorkflowQuery {
    private WorkflowQuery() {}

    static Workflows.Filter filter(@Nullable String status, @Nullable String trigger, @Nullable String name) {
        Faults faults = new Faults();
        WorkflowStatus wantedStatus = code("status", status, WorkflowStatus::of, faults);
        Trigger wantedTrigger = code("trigger", trigger, Trigger::of, faults);
        if (name != null && name.length() > WorkflowCheck.MAX_NAME) {
            faults.add("name", "too_long", "At most " + WorkflowCheck.MAX_NAME + " characters.");
        } else if (name != null && !Texts.isOneLine(name)) {
            faults.add("name", "control_character", "Line breaks and other control characters are not allowed.");
        }
        faults.throwIfAny();
        return new Workflows.Filter(wantedStatus, wantedTrigger, name);
    }

    static boolean flag(String field, @Nullable String given) {
        Faults faults = new Faults();
        Boolean value = code(field, given, WorkflowQuery::bool, faults);
        faults.throwIfAny();
        return Boolean.TRUE.equals(value);
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> @Nullable T code(
            String field, @Nullable String given, Function<String, T> parse, Faults faults) {
        if (given == null) {
            return null;
        }
        try {
            return parse.apply(given);
        } catch (IllegalArgumentException e) {
            faults.add(field, "unknown_value", "It is not one of the values that " + field + " can have.");
            return null;
        }
    }
}
