package io.punctual.workflow.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** An instant as its reader's clock and language show it. */
final class Moment {
    static final int LONGEST_PATTERN = 100;

    private final ZonedDateTime at;
    private final Viewpoint viewpoint;

    Moment(Instant instant, Viewpoint viewpoint) {
        this.at = instant.atZone(viewpoint.zone());
        this.viewpoint = viewpoint;
    }

    /** {@code Tuesday, 24 November 2026}, as the language writes it. */
    String date() {
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL));
    }

    /** {@code 14:00 CET}: with the name of the zone, because a time alone means nothing to a reader elsewhere. */
    String time() {
        return clock() + " " + zoneName();
    }

    /** {@code 2026-11-24T14:00:00+01:00}. */
    String iso() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }

    /** By a pattern of {@link DateTimeFormatter}, which was checked on save. */
    String format(String pattern) {
        return format(DateTimeFormatter.ofPattern(pattern));
    }

    /** {@code Tuesday, 24 November 2026, 14:00 (Europe/Berlin, CET)}. */
    @Override
    public String toString() {
        String id = at.getZone().getId();
        String name = zoneName();
        return date() + ", " + clock() + " (" + (id.equals("Z") || name.equals(id) ? name : id + ", " + name) + ")";
    }

    private String clock() {
        return format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT));
    }

    private String zoneName() {
        return at.getZone().normalized().equals(ZoneOffset.UTC) ? "UTC" : format("zzz");
    }

    private String format(DateTimeFormatter formatter) {
        // Newer locale data puts narrow no-break spaces into times; many mail programs show them as boxes.
        return formatter
                .withLocale(viewpoint.locale())
                .format(at)
                .replace('\u202f', ' ')
                .replace('\u00a0', ' ');
    }

    /** Whether {@code pattern} can be used for any instant. */
    static boolean isPattern(String pattern) {
        if (pattern.isBlank() || pattern.length() > LONGEST_PATTERN) {
            return false;
        }
        try {
            return !new Moment(Instant.EPOCH, Viewpoint.PLAIN).format(pattern).isEmpty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
