package io.punctual.appointments.appointment;

import io.punctual.ground.problem.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When people meet.
 *
 * @param start the first instant
 * @param end the instant in which the next meeting may begin
 */
public record Times(Instant start, Instant end) {
    /** Nothing longer is one meeting. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Times to the microsecond, which is what the database keeps. */
    public Times {
        start = start.truncatedTo(ChronoUnit.MICROS);
        end = end.truncatedTo(ChronoUnit.MICROS);
    }

    /** Names what is wrong with these times, whoever asks. */
    void check(Faults faults) {
        checkBounds("start_time", start, faults);
        checkBounds("end_time", end, faults);
        if (!end.isAfter(start)) {
            faults.add("end_time", "not_after_start", "end_time must be after start_time.");
        } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            faults.add("end_time", "too_long", "An appointment lasts 24 hours at most.");
        }
    }

    private static void checkBounds(String field, Instant time, Faults faults) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            faults.add(field, "out_of_range", field + " must be in the years 2000 to 2199.");
        }
    }
}
