package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Counts what the PostgreSQL driver sends: one Sync message ends each round trip. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class BookingCostTest extends ServiceTest {
    private static final int WARM_UP = 10;

    @Test
    void bookingWithANewInlineContactAsConfirmedCostsThreeRoundTripsAndACommit() {
        Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        RoundTrips trips = new RoundTrips();
        Level before = driver.getLevel();
        driver.setLevel(Level.FINEST);
        driver.addHandler(trips);
        try {
            List<Integer> counts = new ArrayList<>();
            for (int i = 0; i < WARM_UP + 3; i++) {
                Map<String, Object> booking = booking(i);
                trips.counted.set(0);
                Api.booked(booking);
                counts.add(trips.counted.get());
            }
            assertThat(counts.subList(WARM_UP, WARM_UP + 3)).allSatisfy(count -> assertThat(count).isBetween(2, 4));
        } finally {
            driver.removeHandler(trips);
            driver.setLevel(before);
        }
    }

    private static Map<String, Object> booking(int hours) {
        Map<String, Object> booking = Api.booking();
        booking.remove("contact_id");
        booking.put("contact", Map.of("name", "Jo Doe", "email", Api.freshEmail(), "phone", "030 901820"));
        booking.put("status", "confirmed");
        booking.put("location_details", "Room " + hours);
        return booking;
    }

    private static final class RoundTrips extends Handler {
        private final AtomicInteger counted = new AtomicInteger();

        RoundTrips() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            boolean ofRequest = Thread.currentThread().getName().startsWith("executor-thread");
            if (ofRequest && String.valueOf(record.getMessage()).contains("FE=> Sync")) {
                counted.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
