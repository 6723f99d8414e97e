package io.punctual.ground.audit;

import java.util.SortedSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request, or a part of one, that was refused because of who asked.
 *
 * @param firm whose chain it belongs into; the nil id where the caller has no firm
 * @param path with {@code {id}} for every part that is no plain word, so that trying one id after the other is one thing
 * @param roles what the caller may be, of {@link io.punctual.ground.identity.Roles}
 */
record Denial(UUID firm, Origin origin, String method, String path, int status, SortedSet<String> roles) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final int MOST_PARTS = 8;
    private static final int LONGEST_METHOD = 10;

    Denial {
        method = Texts.bounded(method, LONGEST_METHOD);
        path = template(path);
    }

    /** The same caller, whatever else they try. */
    Denial anything() {
        return new Denial(firm, new Origin(origin.actor(), origin.credential(), null), "any", "any", status, roles);
    }

    private static String template(String path) {
        return Stream.of(path.split("/", -1))
                .limit(MOST_PARTS)
                .map(part -> part.isEmpty() || WORD.matcher(part).matches() ? part : "{id}")
                .collect(Collectors.joining("/"));
    }
}
