package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.appointments.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Counts what the PostgreSQL driver sends: a Sync message ends each round trip, and BEGIN travels with the first statement. A
 * Sync without a statement before it is the driver's own, for that BEGIN. Warmed up, because the driver describes each
 * statement once per connection.
 */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class BookingCostTest extends ServiceTest {
    private static final int WARM_UP = 100;

    @Test
    void bookingWithANewInlineContactAsConfirmedCostsItsScopeFourRoundTripsAndACommit() {
        Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        RoundTrips trips = new RoundTrips();
        Level before = driver.getLevel();
        driver.setLevel(Level.FINEST);
        driver.addHandler(trips);
        try {
            List<Integer> counts = new ArrayList<>();
            Map<String, Object> booking = Api.booking();
            for (int i = 0; i < WARM_UP + 3; i++) {
                change(booking, TestClock.START.plus(i, ChronoUnit.HOURS));
                trips.sent.clear();
                Api.booked(booking);
                counts.add(trips.sent.size());
            }
            // The least of three: the scheduler's own statements run on the same threads, and come on top now and then.
            assertThat(Collections.min(counts.subList(WARM_UP, WARM_UP + 3)))
                    .as("the last one sent %s", trips.sent)
                    .isBetween(5, 6);
        } finally {
            driver.removeHandler(trips);
            driver.setLevel(before);
        }
    }

    private static void change(Map<String, Object> booking, Instant start) {
        booking.remove("contact_id");
        booking.put("contact", Map.of("name", "Jo Doe", "email", Api.freshEmail(), "phone", "030 901820"));
        booking.put("status", "confirmed");
        booking.put("start_time", start.toString());
        booking.put("end_time", start.plus(1, ChronoUnit.HOURS).toString());
    }

    private static final class RoundTrips extends Handler {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final StringBuilder current = new StringBuilder();

        RoundTrips() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            if (!Thread.currentThread().getName().startsWith("executor-thread")) {
                return;
            }
            String message = record.getMessage() + Arrays.toString(record.getParameters());
            if (message.contains("FE=> Bind")) {
                current.append(message, 0, Math.min(message.length(), 60));
            } else if (message.contains("FE=> Sync") && !current.isEmpty()) {
                sent.add(current.toString());
                current.setLength(0);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
