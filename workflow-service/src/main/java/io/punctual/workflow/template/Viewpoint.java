package io.punctual.workflow.template;

import io.punctual.workflow.appointment.Snapshot;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose clock and language times are shown in. */
public record Viewpoint(ZoneId zone, Locale locale) {
    static final Viewpoint PLAIN = new Viewpoint(ZoneOffset.UTC, Locale.UK);

    /**
     * The contact's, and anybody's who is not staff: zone of the venue for meetings in person, else the contact's, the
     * appointment's, the firm's, UTC; locale of the contact, else of the firm. Names nobody knows count as missing.
     */
    public static Viewpoint ofContact(Snapshot snapshot) {
        return new Viewpoint(
                zone(snapshot, snapshot.contact().timeZone()),
                locale(snapshot.contact().locale(), snapshot.firm().locale()));
    }

    /** The staff member's: as the contact's, with the staff member's own zone and the firm's locale. */
    public static Viewpoint ofStaff(Snapshot snapshot) {
        return new Viewpoint(
                zone(snapshot, snapshot.staff().timeZone()),
                locale(null, snapshot.firm().locale()));
    }

    private static ZoneId zone(Snapshot snapshot, @Nullable String own) {
        String venue = snapshot.appointment().timeZone();
        boolean inPerson = "in_person".equals(snapshot.appointment().locationMode());
        return Stream.of(
                        inPerson ? zoneId(venue) : null,
                        zoneId(own),
                        zoneId(venue),
                        zoneId(snapshot.firm().timeZone()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private static @Nullable ZoneId zoneId(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Locale locale(@Nullable String own, @Nullable String firm) {
        return Stream.of(tagged(own), tagged(firm))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Locale.UK);
    }

    private static @Nullable Locale tagged(@Nullable String tag) {
        try {
            Locale locale = tag == null || tag.isBlank()
                    ? Locale.ROOT
                    : new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty() ? null : locale;
        } catch (IllformedLocaleException e) {
            return null;
        }
    }
}
