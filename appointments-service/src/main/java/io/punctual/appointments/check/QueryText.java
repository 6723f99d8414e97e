package io.punctual.appointments.check;

import io.punctual.ground.problem.Faults;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, which a body's rules do not reach. */
public final class QueryText {
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private QueryText() {}

    /** A parameter as an id; empty where it is absent, and where it is none, which {@code faults} is told. */
    public static Optional<UUID> uuid(String name, @Nullable String value, Faults faults) {
        if (value == null) {
            return Optional.empty();
        }
        if (!UUID_SHAPE.matcher(value).matches()) {
            faults.add(name, "wrong_format", name + " must be a UUID.");
            return Optional.empty();
        }
        return Optional.of(UUID.fromString(value));
    }

    /** A parameter as an instant; empty where it is absent, and where it is none, which {@code faults} is told. */
    public static Optional<Instant> instant(String name, @Nullable String value, Faults faults) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            // The same years as in bodies: the database knows fewer than Java does.
            if (time.getYear() < 1 || time.getYear() > 9998) {
                throw new DateTimeException("A year that is out of range");
            }
            return Optional.of(time.toInstant());
        } catch (DateTimeException e) {
            faults.add(name, "wrong_format", name + " must be an instant, such as 2027-03-01T13:00:00Z.");
            return Optional.empty();
        }
    }
}
