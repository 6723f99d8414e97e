package io.punctual.ground.paging;

import io.punctual.ground.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is asked for.
 *
 * @param limit 1 to 200 items
 * @param after the position after which the page begins; empty for the first page
 */
public record PageRequest(int limit, Optional<Cursor> after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    /**
     * Reads the query parameters of a list.
     *
     * @throws Problem 422 where the limit or the cursor is out of bounds
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw Problem.invalid("limit", "out_of_range", "limit is from 1 to " + MAX_LIMIT + ".");
        }
        return new PageRequest(
                limit == null ? DEFAULT_LIMIT : limit,
                Optional.ofNullable(cursor).map(Cursor::decoded));
    }

    /** How many rows to read: one more than asked for. */
    public int fetchSize() {
        return limit + 1;
    }
}
