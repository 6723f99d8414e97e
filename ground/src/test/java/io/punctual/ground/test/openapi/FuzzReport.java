package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a fuzz.
 *
 * @param failures each with the request as curl, made as small as it could be
 * @param seen how often each operation answered which status
 */
public record FuzzReport(long seed, int requests, List<String> failures, Map<String, Map<Integer, Integer>> seen) {
    /** So many kinds of failures are gathered. */
    static final int SHOWN = 25;

    private List<String> neverWell() {
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue().keySet().stream().noneMatch(status -> status < 300))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Fails where an answer was wrong, or where an operation was never seen to do what it is for. */
    public void assertSound() {
        assertThat(failures).as("answers, in " + this).isEmpty();
        assertThat(neverWell())
                .as("operations that never answered 2xx, in " + this)
                .isEmpty();
    }

    /** For people. */
    @Override
    public String toString() {
        return requests + " requests, seed " + seed
                + seen.entrySet().stream()
                        .map(entry -> "\n  " + entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining())
                + failures.stream()
                        .limit(SHOWN)
                        .map(failure -> "\n\n" + failure)
                        .collect(Collectors.joining());
    }
}
