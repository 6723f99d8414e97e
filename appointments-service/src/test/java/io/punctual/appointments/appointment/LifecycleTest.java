package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class LifecycleTest extends ServiceTest {
    private static final Map<String, Object> LATER =
            Map.of("start_time", "2026-11-28T10:00:00Z", "end_time", "2026-11-28T11:00:00Z");

    @Test
    void aConfirmedAppointmentIsCompletedAndThenNothingMoreHappensToIt() {
        String id = Api.booked(Api.booking()).getString("id");
        act(id, "confirm").statusCode(200).body("status", equalTo("confirmed"));
        act(id, "complete").statusCode(200).body("status", equalTo("completed"));

        act(id, "cancel").statusCode(409).body("code", equalTo("illegal_transition"));
        act(id, "no-show").statusCode(409);
        Api.post("staff@acme", path(id) + "/reschedule", LATER).statusCode(409);
        Api.as("staff@acme")
                .body(Map.of("location_mode", "phone"))
                .patch(path(id))
                .then()
                .statusCode(409);
        assertThat(receiver.await(id, 3))
                .extracting(Received::kind)
                .containsExactly("created", "confirmed", "completed");
    }

    @Test
    void whatWasOnlyRequestedCannotBeCompletedNorMissed() {
        String id = Api.booked(Api.booking()).getString("id");

        act(id, "complete").statusCode(409);
        act(id, "no-show").statusCode(409);
    }

    @Test
    void reschedulingKeepsTheStatus() {
        String id = Api.booked(Api.booking()).getString("id");
        act(id, "confirm").statusCode(200);
        Api.post("staff@acme", path(id) + "/reschedule", LATER)
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("start_time", equalTo("2026-11-28T10:00:00Z"));

        assertThat(receiver.await(id, 3)
                        .get(2)
                        .json()
                        .at("/data/appointment/start_time")
                        .asText())
                .isEqualTo("2026-11-28T10:00:00Z");
    }

    @Test
    void cancellingKeepsTheReasonAndRefusesControlCharacters() {
        String id = Api.booked(Api.booking()).getString("id");
        Api.post("staff@acme", path(id) + "/cancel", Map.of("reason", "a\u0007b"))
                .statusCode(422);
        Api.post("staff@acme", path(id) + "/cancel", Map.of("reason", "Ill", "x", 1))
                .statusCode(422)
                .body("errors.field", hasItems("x"));
        Api.post("staff@acme", path(id) + "/cancel", Map.of("reason", "Ill"))
                .statusCode(200)
                .body("cancellation_reason", equalTo("Ill"));
    }

    @Test
    void aNoShowIsPublishedAsSuch() {
        String id = Api.booked(Api.booking()).getString("id");
        act(id, "confirm").statusCode(200);
        Api.post("staff@acme", path(id) + "/no-show", "{}").statusCode(200).body("status", equalTo("no_show"));

        assertThat(receiver.await(id, 3).getLast().kind()).isEqualTo("no_show");
    }

    @Test
    void aPatchPublishesUpdatedOnlyWhereSomethingIsDifferent() {
        String id = Api.booked(Api.booking()).getString("id");
        String other = Api.staff();
        patch(id, Map.of("staff_id", other, "location_details", "Room 2"))
                .statusCode(200)
                .body("staff.id", equalTo(other))
                .body("location_details", equalTo("Room 2"));
        patch(id, Map.of("staff_id", other)).statusCode(200).body("sequence", equalTo(2));
        patch(id, Map.of("contact_id", "00000000-0000-7000-8000-000000000001"))
                .statusCode(422)
                .body("errors.field", hasItems("contact_id"));

        assertThat(receiver.await(id, 2)).extracting(Received::kind).containsExactly("created", "updated");
    }

    @Test
    void staffAreNotInTwoConfirmedMeetingsAtOnceButMayGoFromOneToTheNext() {
        Map<String, Object> booking = Api.booking();
        booking.put("status", "confirmed");
        Api.booked(booking);
        Api.post("staff@acme", "/api/v1/appointments", booking)
                .statusCode(409)
                .body("code", equalTo("staff_unavailable"));

        booking.put("status", "requested");
        String requested = Api.booked(booking).getString("id");
        act(requested, "confirm").statusCode(409).body("code", equalTo("staff_unavailable"));

        booking.put("status", "confirmed");
        booking.put("start_time", "2026-11-26T13:30:00Z");
        booking.put("end_time", "2026-11-26T14:00:00Z");
        Api.booked(booking);
    }

    @Test
    void ofManyBookingsOfTheSameTimeAtOnceExactlyOneIsConfirmed() throws Exception {
        Map<String, Object> booking = Api.booking();
        booking.put("status", "confirmed");

        List<Integer> answers = atOnce(
                8,
                () -> Api.post("staff@acme", "/api/v1/appointments", booking)
                        .extract()
                        .statusCode());

        assertThat(answers).containsOnlyOnce(201).contains(409).doesNotContain(500);
    }

    @Test
    void ofTwoThatConfirmAtOnceOneWins() throws Exception {
        String id = Api.booked(Api.booking()).getString("id");

        List<Integer> answers = atOnce(4, () -> act(id, "confirm").extract().statusCode());

        assertThat(answers).containsOnlyOnce(200).contains(409);
        assertThat(receiver.await(id, 2)).extracting(Received::sequence).containsExactly(1, 2);
    }

    @Test
    void aStaleIfMatchIsRefused() {
        String id = Api.booked(Api.booking()).getString("id");
        String etag = Api.as("staff@acme").get(path(id)).header("ETag");
        Api.as("staff@acme")
                .header("If-Match", etag)
                .post(path(id) + "/confirm")
                .then()
                .statusCode(200);

        Api.as("staff@acme")
                .header("If-Match", etag)
                .post(path(id) + "/complete")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
    }

    private static List<Integer> atOnce(int threads, java.util.concurrent.Callable<Integer> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> futures = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static ValidatableResponse act(String id, String verb) {
        return Api.post("staff@acme", path(id) + "/" + verb);
    }

    private static ValidatableResponse patch(String id, Map<String, Object> body) {
        return Api.as("staff@acme").body(body).patch(path(id)).then();
    }

    private static String path(String id) {
        return "/api/v1/appointments/" + id;
    }
}
