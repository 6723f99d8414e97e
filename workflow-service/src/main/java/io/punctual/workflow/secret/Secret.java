package io.punctual.workflow.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that nobody is to see: it prints, and is written as JSON, as stars. Only {@link #reveal} tells it. */
public final class Secret {
    private static final String REDACTED = "***";

    private final String text;

    /** Keeps a text to itself. */
    @JsonCreator
    public Secret(String text) {
        this.text = text;
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 0;
    }

    /** Never the text. */
    @Override
    @JsonValue
    public String toString() {
        return REDACTED;
    }
}
