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
    // A cursor is forged easily, and the database knows fewer years than Java does.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** A cursor of one or more sort keys; their text must not contain a line feed or NUL. */
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
            // The database knows no text with it.
            if (joined.indexOf('\0') >= 0) {
                throw invalid();
            }
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
            Instant instant = Instant.parse(text(index));
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw invalid();
            }
            return instant;
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
