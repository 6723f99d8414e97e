package io.punctual.ground.identity;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads one claim of a token, nested ones too. */
final class Claims {
    private static final Pattern SLASH_OUTSIDE_QUOTES = Pattern.compile("/(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private final String[] path;

    /** @param path as {@code realm/firm_id}; a level whose name holds a slash stands in double quotes */
    Claims(String path) {
        this.path = Arrays.stream(SLASH_OUTSIDE_QUOTES.split(path.strip()))
                .map(level -> level.replace("\"", ""))
                .toArray(String[]::new);
    }

    /** The claim's text, or null where it is absent or no text. A list of one text counts as that text. */
    @Nullable
    String text(JsonWebToken token) {
        return text(claim(token));
    }

    /** Whether the claim says yes: {@code true} or {@code 1}, as a value or as text. */
    boolean isTrue(JsonWebToken token) {
        Object claim = claim(token);
        String said = claim instanceof JsonString text ? text.getString() : String.valueOf(claim);
        return "true".equals(said) || "1".equals(said);
    }

    private @Nullable Object claim(JsonWebToken token) {
        Object claim = token.getClaim(path[0]);
        for (int level = 1; level < path.length; level++) {
            claim = claim instanceof JsonObject object ? object.get(path[level]) : null;
        }
        return claim;
    }

    private static @Nullable String text(@Nullable Object claim) {
        return switch (claim) {
            case String text -> text;
            case JsonString text -> text.getString();
            case JsonArray list when list.size() == 1 && list.getFirst() instanceof JsonString text -> text.getString();
            case null, default -> null;
        };
    }
}
