package io.punctual.ground.paging;

import io.punctual.ground.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The sort key of the last row of a page, opaque to callers. */
public record Cursor(List<String> parts) {

    /** A cursor of one or more sort keys; their text must not contain a line feed. */
    public static Cursor of(Object... parts) {
        return new Cursor(List.of(parts).stream().map(Object::toString).toList());
    }

    /** The cursor as a caller sees it. */
    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    static Cursor decoded(String text) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new Cursor(List.of(joined.split("\n", -1)));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /**
     * The part as an id.
     *
     * @throws Problem 422 {@code invalid_cursor} where it is missing or no UUID
     */
    public UUID uuid(int index) {
        try {
            return UUID.fromString(text(index));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /**
     * The part as an instant.
     *
     * @throws Problem 422 {@code invalid_cursor} where it is missing or no instant
     */
    public Instant instant(int index) {
        try {
            return Instant.parse(text(index));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    /**
     * The part as it stands.
     *
     * @throws Problem 422 {@code invalid_cursor} where it is missing
     */
    public String text(int index) {
        if (index >= parts.size()) {
            throw invalid();
        }
        return parts.get(index);
    }

    private static Problem invalid() {
        return Problem.invalid("cursor", "invalid_cursor", "Use next_cursor of the previous page as it is.");
    }
}
