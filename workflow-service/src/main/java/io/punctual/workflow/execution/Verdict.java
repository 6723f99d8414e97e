package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a started execution comes to. */
sealed interface Verdict {
    /** The action succeeded. */
    record Completed(Map<String, String> result) implements Verdict {}

    /**
     * It will not be tried again by itself.
     *
     * @param tryError what came of the last try, where the action was called this time; null where it was not
     */
    record Failed(
            String errorCode, String message, @Nullable String tryError) implements Verdict {}

    /** A rule or a withdrawal says no. */
    record Refused(Reason reason, boolean tried) implements Verdict {}

    /** The try failed and another is made at {@code nextAt}. */
    record Again(Instant nextAt, String errorCode, String message) implements Verdict {}

    /** No try was made, and it waits until {@code nextAt}. */
    record Deferred(Instant nextAt) implements Verdict {}

    /** Whether the action was called. */
    default boolean wasTried() {
        return switch (this) {
            case Completed _, Again _ -> true;
            case Failed failed -> failed.tryError() != null;
            case Refused refused -> refused.tried();
            case Deferred _ -> false;
        };
    }

    /** What came of the try itself, or null where it succeeded or none was made. */
    default @Nullable String tryError() {
        return switch (this) {
            case Completed _, Refused _, Deferred _ -> null;
            case Failed failed -> failed.tryError();
            case Again again -> again.errorCode();
        };
    }
}
