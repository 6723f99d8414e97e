package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a started execution comes to. */
sealed interface Verdict {
    /** The action succeeded. */
    record Completed(Map<String, String> result) implements Verdict {}

    /** It will not be tried again by itself. {@code tried} tells whether the action was called this time. */
    record Failed(String errorCode, String message, boolean tried) implements Verdict {}

    /** A rule or a withdrawal says no. */
    record Refused(Reason reason, boolean tried) implements Verdict {}

    /** The try failed and another is made at {@code nextAt}. */
    record Again(Instant nextAt, String errorCode, String message) implements Verdict {}

    /** Whether the action was called. */
    default boolean wasTried() {
        return switch (this) {
            case Completed _, Again _ -> true;
            case Failed failed -> failed.tried();
            case Refused refused -> refused.tried();
        };
    }

    /** The error to record, or null where there was none. */
    default @Nullable String error() {
        return switch (this) {
            case Completed _, Refused _ -> null;
            case Failed failed -> failed.errorCode();
            case Again again -> again.errorCode();
        };
    }
}
