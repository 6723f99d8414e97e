package io.punctual.trial.bench;

import java.util.Locale;
import java.util.Map;

/** What a measured process is told beside the defaults. Scenarios of one setup share a process, warm from the one before. */
public enum Setup {
    /** Nothing: the defaults need no tuning. */
    STANDARD,
    /** Room for thousands of executions that take time. */
    WIDE,
    /** No firm's day has an end. */
    MAIL,
    /** Several processes at once; {@link Replicas} starts them. */
    SEVERAL;

    /** Its environment variables. */
    public Map<String, String> environment() {
        return switch (this) {
            case STANDARD, SEVERAL -> Map.of();
            case WIDE -> Map.of("PUNCTUAL_EXECUTION_SLOTS", "4000");
            case MAIL -> Map.of("PUNCTUAL_MESSAGES_DAILY_LIMIT", "1000000000");
        };
    }

    /** What its files and its database are called. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
