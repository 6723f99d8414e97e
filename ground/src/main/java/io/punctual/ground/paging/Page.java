package io.punctual.ground.paging;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextCursor what to ask with for the next page, or null on the last one
 */
@Schema(description = "One page of a list.")
public record Page<T>(
        @Schema(description = "At most as many as were asked for.")
        List<T> items,

        @Schema(
                description = "What to ask with for the next page; null on the last one.",
                nullable = true,
                examples = "MDE5OGMzYTI")
        @Nullable
        String nextCursor) {

    /**
     * Makes a page of what was read with {@link PageRequest#fetchSize()}: one row more than asked for tells that there is a next page.
     *
     * @param position the sort key of a row, as {@link Cursor} parts
     */
    public static <T> Page<T> of(List<T> fetched, PageRequest request, Function<T, Cursor> position) {
        if (fetched.size() <= request.limit()) {
            return new Page<>(List.copyOf(fetched), null);
        }
        List<T> items = List.copyOf(fetched.subList(0, request.limit()));
        return new Page<>(items, position.apply(items.getLast()).encoded());
    }

    /** The same page with each item mapped. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }
}
