package io.punctual.workflow.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of an event. What is wrong is recorded as a fault and answered with a stand-in, so that reading
 * goes on and names everything; the stand-ins are worthless once a fault was recorded.
 */
final class EventFields {
    /** Far above every real name or address, far below what would be a burden. */
    private static final int MAX_TEXT = 1_000;

    private static final UUID NO_ID = new UUID(0, 0);
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final @Nullable JsonNode object;
    private final Faults faults;

    /** Of an object, or of null, where its absence was already recorded and nothing below it is worth a word. */
    EventFields(@Nullable JsonNode object, Faults faults) {
        this.object = object;
        this.faults = faults;
    }

    boolean has(String name) {
        return present(name) != null;
    }

    EventFields object(String name) {
        JsonNode value = required(name);
        if (value != null && !value.isObject()) {
            faults.add(name, "wrong_type", name + " is an object.");
            value = null;
        }
        return new EventFields(value, faults.at(name));
    }

    /** Text as it came, 1 to {@code max} characters; refused where PostgreSQL could not keep it. */
    String identifier(String name, int max) {
        String text = string(name, required(name));
        if (text == null) {
            return "";
        }
        if (text.isEmpty() || text.codePointCount(0, text.length()) > max) {
            faults.add(name, "out_of_range", name + " has 1 to " + max + " characters.");
        } else if (!text.equals(storable(text))) {
            faults.add(name, "invalid_text", name + " holds U+0000 or half a surrogate pair.");
        }
        return text;
    }

    String text(String name) {
        String text = bounded(name, string(name, required(name)), MAX_TEXT);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        return optionalText(name, MAX_TEXT);
    }

    @Nullable
    String optionalText(String name, int max) {
        return bounded(name, string(name, present(name)), max);
    }

    UUID uuid(String name) {
        String text = string(name, required(name));
        if (text != null && UUID_FORM.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        if (text != null) {
            faults.add(name, "invalid_uuid", name + " is a UUID in its usual form of 36 characters.");
        }
        return NO_ID;
    }

    /** An instant from the year 1 to 9999, cut to the microseconds that the database keeps. */
    Instant instant(String name) {
        String text = string(name, required(name));
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            if (RFC_3339.matcher(text).matches()) {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (!text.startsWith("0000")) {
                    return instant.truncatedTo(ChronoUnit.MICROS);
                }
            }
        } catch (DateTimeException e) {
            // Of the right form, but no such day or hour.
        }
        faults.add(name, "invalid_time", name + " is an RFC 3339 instant such as 2026-11-24T09:00:00Z.");
        return Instant.EPOCH;
    }

    String zone(String name) {
        return checked(
                name, required(name), ZONES::contains, "unknown_time_zone", "an IANA time zone like Europe/Berlin");
    }

    @Nullable
    String optionalZone(String name) {
        return has(name) ? zone(name) : null;
    }

    String locale(String name) {
        return checked(
                name, required(name), EventFields::isLocale, "invalid_locale", "a BCP 47 language tag like en-GB");
    }

    @Nullable
    String optionalLocale(String name) {
        return has(name) ? locale(name) : null;
    }

    /** One of the given values. */
    String oneOf(String name, Set<String> values) {
        return checked(name, required(name), values::contains, "unknown_value", "one of " + String.join(", ", values));
    }

    /** A whole number from 1 to {@code max}; {@code 2.0} is whole. */
    long positive(String name, long max) {
        JsonNode value = required(name);
        if (value == null) {
            return 1;
        }
        if (!value.isNumber()) {
            faults.add(name, "wrong_type", name + " is a number.");
            return 1;
        }
        BigDecimal number = value.decimalValue();
        if (number.compareTo(BigDecimal.ONE) < 0
                || number.compareTo(BigDecimal.valueOf(max)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            faults.add(name, "out_of_range", name + " is a whole number from 1 to " + max + ".");
            return 1;
        }
        return number.longValue();
    }

    /** PostgreSQL keeps neither U+0000 nor half a surrogate pair: a space and U+FFFD stand for them. */
    private static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 ? ' ' : c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isLocale(String text) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(text)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private String checked(String name, @Nullable JsonNode value, Predicate<String> valid, String code, String what) {
        String text = string(name, value);
        if (text != null && !valid.test(text)) {
            faults.add(name, code, name + " is " + what + ".");
        }
        return text == null ? "" : text;
    }

    private @Nullable String bounded(String name, @Nullable String text, int max) {
        if (text == null) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > max) {
            faults.add(name, "too_long", name + " has at most " + max + " characters.");
        }
        return storable(text);
    }

    private @Nullable String string(String name, @Nullable JsonNode value) {
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        faults.add(name, "wrong_type", name + " is a string.");
        return null;
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = present(name);
        if (value == null && object != null) {
            faults.add(name, "required", name + " is missing.");
        }
        return value;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object == null ? null : object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
