package io.punctual.workflow.action;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of one try. Messages never carry what a customer wrote or reads. */
public sealed interface ActionOutcome {

    /** It was done. {@code result} says what a person would want to know of it: ids, counts, no content. */
    record Done(Map<String, String> result) implements ActionOutcome {}

    /** There was nobody to reach: {@code skipped/no_recipient}. */
    record NoRecipient() implements ActionOutcome {}

    /** It failed and may work later. {@code retryAfter} is what the other side asked for, null where it did not. */
    record Transient(
            String errorCode, String message, @Nullable Duration retryAfter) implements ActionOutcome {}

    /** It failed and would fail again; {@code errorCode} is {@code rejected}, {@code render_failed} or {@code misconfigured}. */
    record Permanent(String errorCode, String message) implements ActionOutcome {}

    /**
     * No try was made: the other side is known to be away, or has had enough for now. The execution is set back to wait and asked
     * again after about {@code pause}; it costs no try, and its lateness limit holds.
     *
     * @param pause positive
     * @param code says why, for logs and metrics
     */
    record Deferred(Duration pause, String code) implements ActionOutcome {}
}
