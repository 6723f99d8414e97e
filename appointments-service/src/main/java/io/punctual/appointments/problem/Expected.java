package io.punctual.appointments.problem;

import io.punctual.ground.problem.Problem;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller expects the present state of a thing to be, as {@code If-Match} says. */
public final class Expected {
    private static final Pattern COMMA = Pattern.compile(",");

    private Expected() {}

    /**
     * The expectation of a header: handed a version tag, it refuses what was not expected.
     *
     * @param ifMatch as it came; null expects nothing in particular, and neither does {@code *}
     * @throws Problem 412 by the returned check
     */
    public static Consumer<String> by(@Nullable String ifMatch) {
        return tag -> {
            if (ifMatch == null || ifMatch.strip().equals("*")) {
                return;
            }
            String quoted = '"' + tag + '"';
            if (COMMA.splitAsStream(ifMatch).map(String::strip).noneMatch(quoted::equals)) {
                throw Problem.stale();
            }
        };
    }
}
