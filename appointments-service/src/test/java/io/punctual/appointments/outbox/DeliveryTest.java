package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.FakeReceiver.Reply;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class DeliveryTest extends ServiceTest {
    private final Database database = new OwnerDatabase("appointments");

    @Inject
    OutboxPublisher publisher;

    @Inject
    Deliveries deliveries;

    @Inject
    BatchSize batchSize;

    @Inject
    WorkflowEventsClient client;

    @Inject
    Scheduler scheduler;

    @BeforeEach
    void emptyOutbox() {
        database.update("DELETE FROM outbox");
    }

    @Test
    void deliveryBeginsTheMomentTheBookingIsCommitted() {
        // Without the tick there is nothing else that it could begin by.
        scheduler.pause();
        try {
            String id = Api.booked(Api.booking()).getString("id");

            assertThat(receiver.await(id, 1)).hasSize(1);
            waitUntil(() -> waiting(id) == 0);
        } finally {
            scheduler.resume();
        }
    }

    @Test
    void aFailedEventIsRetriedAndThoseAfterItWait() {
        receiver.replies(any -> Reply.of(500));
        String id = Api.booked(Api.booking()).getString("id");
        receiver.await(id, 1);
        Api.post("staff@acme", "/api/v1/appointments/" + id + "/confirm").statusCode(200);
        waitUntil(() -> "retrying".equals(stateOf(id, 1)));
        receiver.replies(any -> Reply.of(202));
        clock.advance(Duration.ofSeconds(2));
        publisher.tick();

        assertThat(receiver.await(id, 3)).extracting(Received::sequence).containsExactly(1, 1, 2);
        waitUntil(() -> waiting(id) == 0);
    }

    @Test
    void aRefusedEventIsDeadAtOnceAndThoseAfterItGoOn() {
        receiver.replies(event -> Reply.of(event.sequence() == 1 ? 422 : 202));
        String id = Api.booked(Api.booking()).getString("id");
        waitUntil(() -> "dead".equals(stateOf(id, 1)));
        Api.post("staff@acme", "/api/v1/appointments/" + id + "/confirm").statusCode(200);

        assertThat(receiver.await(id, 2)).extracting(Received::sequence).containsExactly(1, 2);
        String event = Api.as("operator")
                .get("/api/v1/event-deliveries?state=dead")
                .then()
                .statusCode(200)
                .body("items.appointment_id", hasItems(id))
                .body("items[0].last_status", equalTo(422))
                .extract()
                .path("items[0].id");

        receiver.replies(any -> Reply.of(202));
        Api.post("staff@acme", "/api/v1/event-deliveries/" + event + "/redeliver")
                .statusCode(403);
        Api.post("operator", "/api/v1/event-deliveries/" + event + "/redeliver")
                .statusCode(200)
                .body("state", equalTo("waiting"));
        assertThat(receiver.await(id, 3).getLast().sequence()).isEqualTo(1);
        waitUntil(() -> waiting(id) == 0);
        Api.post("operator", "/api/v1/event-deliveries/" + event + "/redeliver").statusCode(404);
    }

    @Test
    void retryAfterIsHonoured() {
        receiver.replies(any -> new Reply(429, Map.of("Retry-After", "120"), ""));
        String id = Api.booked(Api.booking()).getString("id");
        waitUntil(() -> "retrying".equals(stateOf(id, 1)));
        receiver.replies(any -> Reply.of(202));
        clock.advance(Duration.ofSeconds(119));
        publisher.tick();
        // A success elsewhere wakes what waits, but not what was told to wait.
        String other = Api.booked(Api.booking()).getString("id");
        receiver.await(other, 1);
        waitUntil(() -> waiting(other) == 0);
        assertThat(receiver.about(id)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        publisher.tick();
        assertThat(receiver.await(id, 2)).hasSize(2);
    }

    @Test
    void oneSuccessWakesWhatWaits() {
        receiver.replies(any -> Reply.of(503));
        String id = Api.booked(Api.booking()).getString("id");
        for (int attempt = 1; attempt <= 5; attempt++) {
            receiver.await(id, attempt);
            int now = attempt;
            waitUntil(() -> attemptsOf(id) == now);
            clock.advance(Duration.ofSeconds(19));
            publisher.tick();
        }
        receiver.await(id, 6);
        waitUntil(() -> attemptsOf(id) == 6);
        receiver.replies(any -> Reply.of(200));
        String other = Api.booked(Api.booking()).getString("id");
        receiver.await(other, 1);

        assertThat(receiver.await(id, 7)).hasSize(7);
        waitUntil(() -> waiting(id) == 0);
    }

    @Test
    void aRedirectIsNotFollowedButRetried() {
        receiver.replies(any -> new Reply(302, Map.of("Location", receiver.url()), ""));
        String id = Api.booked(Api.booking()).getString("id");
        waitUntil(() -> "retrying".equals(stateOf(id, 1)));

        assertThat(receiver.about(id)).hasSize(1);
    }

    @Test
    void afterMoreThanThreeDaysAnEventIsDead() {
        receiver.replies(any -> Reply.of(500));
        String id = Api.booked(Api.booking()).getString("id");
        waitUntil(() -> attemptsOf(id) == 1);
        clock.advance(Duration.ofHours(74));
        publisher.tick();
        waitUntil(() -> attemptsOf(id) == 2);
        assertThat(stateOf(id, 1)).isEqualTo("retrying");
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        publisher.tick();

        waitUntil(() -> "dead".equals(stateOf(id, 1)));
    }

    @Test
    void whatADeadReplicaHadClaimedIsSentAgainWhenItsLeaseLapses() throws Exception {
        publisher.stop();
        String id = Api.booked(Api.booking()).getString("id");
        List<Delivery> claimed = claim();
        assertThat(claimed)
                .extracting(Delivery::appointmentId)
                .extracting(Object::toString)
                .containsExactly(id);
        assertThat(claim()).isEmpty();

        publisher.start();
        clock.advance(Duration.ofSeconds(20));
        publisher.tick();
        assertThat(receiver.await(id, 1)).hasSize(1);
    }

    @Test
    void whatADeadReplicaHadSentAndNotRecordedIsSentAgainUnchanged() throws Exception {
        publisher.stop();
        String id = Api.booked(Api.booking()).getString("id");
        for (Delivery delivery : claim()) {
            client.send(delivery);
        }
        publisher.start();
        clock.advance(Duration.ofSeconds(20));
        publisher.tick();

        List<Received> twice = receiver.await(id, 2);
        assertThat(twice).hasSize(2);
        assertThat(twice.get(1).body()).isEqualTo(twice.get(0).body());
        waitUntil(() -> waiting(id) == 0);
    }

    @Test
    void whoeverLostItsLeaseHasNothingToSayAnyMore() throws Exception {
        publisher.stop();
        try {
            String id = Api.booked(Api.booking()).getString("id");
            Delivery slow = claim().getFirst();
            clock.advance(Duration.ofSeconds(20));
            Delivery next = claim().getFirst();
            record(DeliveryResult.of(slow, new Answer.Refused(422), clock.instant(), 0));
            assertThat(stateOf(id, 1)).isEqualTo("waiting");

            record(DeliveryResult.of(next, new Answer.Taken(202), clock.instant(), 0));
            assertThat(stateOf(id, 1)).isEqualTo("delivered");
        } finally {
            publisher.start();
        }
    }

    @Test
    void twoReplicasNeverHoldEventsOfOneAppointmentAtOnce() throws Exception {
        publisher.stop();
        try {
            String id = Api.booked(Api.booking()).getString("id");
            Api.post("staff@acme", "/api/v1/appointments/" + id + "/confirm").statusCode(200);
            List<Delivery> first = claim();
            List<Delivery> second = claim();

            assertThat(first).hasSize(1);
            assertThat(second).isEmpty();
        } finally {
            publisher.start();
        }
    }

    @Test
    void manyAppointmentsAreOnTheirWayAtOnce() throws Exception {
        CountDownLatch atOnce = new CountDownLatch(4);
        AtomicInteger together = new AtomicInteger();
        receiver.replies(any -> {
            atOnce.countDown();
            try {
                if (atOnce.await(8, TimeUnit.SECONDS)) {
                    together.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(202);
        });
        batchSize.notOffered(415);
        Map<String, Object> booking = Api.booking();
        publisher.stop();
        for (int i = 0; i < 4; i++) {
            Api.booked(booking);
        }
        publisher.start();
        publisher.tick();

        waitUntil(() -> together.get() == 4);
    }

    @Test
    void aContactWithFiveThousandOpenAppointmentsIsToldForEach() throws Exception {
        publisher.stop();
        try {
            Map<String, Object> booking = Api.booking();
            String id = Api.booked(booking).getString("id");
            database.update("""
                INSERT INTO appointment SELECT firm_id, gen_random_uuid(), appointment_type_id, contact_id, staff_id, status,
                    start_time, end_time, time_zone, location_mode, location_details, NULL, sequence, version, created_at,
                    updated_at FROM appointment, generate_series(2, 5000) WHERE id = ?::uuid
                """, id);
            database.update("DELETE FROM outbox");

            Api.as("staff@acme")
                    .body(Map.of("name", "Jo Smith", "email", Api.freshEmail()))
                    .put("/api/v1/contacts/" + booking.get("contact_id"))
                    .then()
                    .statusCode(200);

            assertThat(
                            count(
                                    "SELECT count(DISTINCT aggregateid) AS count FROM outbox WHERE type LIKE '%updated' AND sequence = 2"))
                    .isEqualTo(5000);
            assertThat(count("SELECT count(*) AS count FROM appointment WHERE sequence = 2 AND contact_id = '"
                            + booking.get("contact_id") + "'"))
                    .isEqualTo(5000);
        } finally {
            database.update("DELETE FROM outbox");
            publisher.start();
        }
    }

    private List<Delivery> claim() {
        return Acting.asEngine(
                () -> deliveries.claim(clock.instant(), clock.instant().plusSeconds(20), 10));
    }

    private void record(DeliveryResult result) {
        Acting.asEngine(() -> deliveries.record(List.of(result), clock.instant()));
    }

    private int count(String sql) {
        return database.query(sql, row -> row.integer("count")).getFirst();
    }

    private int waiting(String appointment) {
        return database.query(
                        "SELECT count(*) AS count FROM outbox WHERE aggregateid = ?::uuid",
                        row -> row.integer("count"),
                        appointment)
                .getFirst();
    }

    private int attemptsOf(String appointment) {
        return database.query(
                        "SELECT attempts FROM outbox WHERE aggregateid = ?::uuid AND sequence = 1",
                        row -> row.integer("attempts"),
                        appointment)
                .getFirst();
    }

    private String stateOf(String appointment, int sequence) {
        return database
                .query(
                        "SELECT state FROM outbox WHERE aggregateid = ?::uuid AND sequence = ?",
                        row -> row.text("state"),
                        appointment,
                        sequence)
                .stream()
                .findFirst()
                .orElse("delivered");
    }
}
