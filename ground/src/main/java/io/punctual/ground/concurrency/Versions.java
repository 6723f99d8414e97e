package io.punctual.ground.concurrency;

import io.punctual.ground.problem.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags made of version numbers. */
public final class Versions {
    private Versions() {}

    /** The {@code ETag} of a version, quotes included. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Checks an optional {@code If-Match}: {@code *} matches any version, a list matches by any of its members, weak tags never
     * match (RFC 9110, 13.1.1).
     *
     * @throws Problem 412 {@code stale} where it names no present version
     */
    public static void check(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank() || "*".equals(ifMatch.strip())) {
            return;
        }
        String present = etag(version);
        if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).noneMatch(present::equals)) {
            throw Problem.stale();
        }
    }
}
