package io.punctual.workflow.execution;

import static io.punctual.workflow.event.EventType.CREATED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many messages a firm may send in a day, who says so, and who is told. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MessageLimitTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final OwnerDatabase OWNER = new OwnerDatabase("test");

    @Inject
    Scenario firm;

    @Inject
    Scenario other;

    @Inject
    ScriptedActions actions;

    @Inject
    ExecutionAdmin admin;

    @Inject
    MessageWatch watch;

    @Inject
    MeterRegistry meters;

    @Inject
    MutableClock clock;

    @BeforeEach
    void everyTrySucceeds() {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
        actions.script(other.firmId, run -> new ActionOutcome.Done(Map.of()));
    }

    @Test
    void whatIsBeyondTheDaysLimitIsSkippedAndSaysWhy() {
        limit(3);
        firm.workflow(Trigger.CREATED, 0, 0, 0, 0, 0);
        other.workflow(Trigger.CREATED, 0, 0, 0, 0, 0);
        firm.meeting().happens(CREATED, BOOKED);
        other.meeting().happens(CREATED, BOOKED);
        firm.run();

        assertThat(firm.states())
                .containsExactlyInAnyOrder(
                        "completed", "completed", "completed", "skipped/daily_limit", "skipped/daily_limit");
        assertThat(actions.runsOf(firm.firmId)).hasSize(3);
        assertThat(other.states()).containsOnly("completed");
        assertThat(counted(firm.firmId)).isEqualTo(3);
    }

    @Test
    void theLimitHoldsOverClaimsAndStartsAnewAtMidnightUtc() {
        limit(2);
        firm.workflow(Trigger.CREATED, 0, 600, 899, 900);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        firm.runAt("2026-11-20T19:00:00Z");
        firm.runAt("2026-11-20T23:59:59Z");
        assertThat(firm.states()).containsExactly("completed", "completed", "skipped/daily_limit", "pending");
        firm.runAt("2026-11-21T00:00:00Z");
        assertThat(firm.states()).containsExactly("completed", "completed", "skipped/daily_limit", "completed");
    }

    @Test
    void aPersonCanHaveItTriedAgainWhenThereIsRoom() {
        limit(0);
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        assertThat(firm.states()).containsExactly("skipped/daily_limit");
        assertThat(firm.execution().attempt()).isZero();
        retry();
        assertThat(firm.states()).containsExactly("skipped/daily_limit");
        limit(1);
        retry();
        assertThat(firm.states()).containsExactly("completed");
        assertThatThrownBy(this::retry).hasMessageContaining("completed");
    }

    @Test
    void everyTryCountsAndWhatIsNoMessageDoesNot() {
        limit(2);
        actions.script(firm.firmId, run -> new ActionOutcome.Transient("smtp_450", "later", null));
        firm.workflow(Trigger.CREATED, 0);
        firm.workflow(Trigger.CREATED, IfLate.SKIP, false, "update_crm", 0, 0, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        assertThat(counted(firm.firmId)).isOne();
        assertThat(actions.runsOf(firm.firmId)).hasSize(4);
    }

    @Test
    void theOperatorSaysHowManyAndTheFirmCannot() {
        String path = "/api/v1/firms/" + firm.firmId + "/limits";
        as("operator")
                .get(path)
                .then()
                .statusCode(200)
                .body("daily_messages", equalTo(10_000), "is_default", equalTo(true));
        String etag = put(path, "{\"daily_messages\": 5}")
                .statusCode(200)
                .body("daily_messages", equalTo(5), "is_default", equalTo(false))
                .extract()
                .header("ETag");
        put(path, "{\"daily_messages\": null}").statusCode(200).body("is_default", equalTo(true));
        as("operator")
                .header("If-Match", etag)
                .body("{\"daily_messages\": 6}")
                .put(path)
                .then()
                .statusCode(412);
        for (String wrong : List.of("-1", "10000001", "1.5", "\"5\"")) {
            put(path, "{\"daily_messages\": " + wrong + "}")
                    .statusCode(422)
                    .body("errors[0].field", equalTo("daily_messages"));
        }
        put(path, "{\"daily_messages\": 5, \"firm_id\": \"" + other.firmId + "\"}")
                .statusCode(422);
        as("admin@" + firm.firmId).get(path).then().statusCode(403);
        as("admin@" + firm.firmId).body("{}").put(path).then().statusCode(403);
        assertThat(audited(firm.firmId)).filteredOn("limits_changed"::equals).hasSize(2);
    }

    @Test
    void nearingAndReachingTheLimitAreToldOnceADay() {
        clock.set(Instant.parse("2026-11-20T12:30:00Z"));
        limit(100);
        sent(firm.firmId, "2026-11-20T08:00:00Z", 79);
        watch.look();
        assertThat(audited(firm.firmId)).isEmpty();
        sent(firm.firmId, "2026-11-20T09:00:00Z", 1);
        double before = alerts("message_limit_near");
        watch.look();
        watch.look();
        assertThat(audited(firm.firmId)).containsExactly("message_limit_near");
        assertThat(alerts("message_limit_near")).isEqualTo(before + 1);
        sent(firm.firmId, "2026-11-20T10:00:00Z", 20);
        watch.look();
        assertThat(audited(firm.firmId)).containsExactly("message_limit_near", "message_limit_reached");
        clock.set(Instant.parse("2026-11-21T12:30:00Z"));
        sent(firm.firmId, "2026-11-21T10:00:00Z", 80);
        watch.look();
        assertThat(audited(firm.firmId)).hasSize(3);
    }

    @Test
    void anHourFarAboveTheUsualIsTold() {
        clock.set(Instant.parse("2026-11-20T12:05:00Z"));
        for (int hour = 0; hour < 24; hour++) {
            sent(firm.firmId, "2026-11-1%dT%02d:00:00Z".formatted(4 + hour % 5, hour), 700);
        }
        // 16,800 in a week are 100 an hour; five times that is not yet above it.
        sent(firm.firmId, "2026-11-20T12:00:00Z", 500);
        // 199 are few however unusual they are.
        sent(other.firmId, "2026-11-20T12:00:00Z", 199);
        watch.look();
        assertThat(audited(firm.firmId)).isEmpty();
        assertThat(audited(other.firmId)).isEmpty();

        sent(firm.firmId, "2026-11-20T12:00:00Z", 1);
        sent(other.firmId, "2026-11-20T12:00:00Z", 1);
        watch.look();
        assertThat(audited(firm.firmId)).containsExactly("message_spike");
        assertThat(audited(other.firmId)).containsExactly("message_spike");
    }

    @Test
    void countsAreForgottenAfterNineDays() {
        clock.set(Instant.parse("2026-11-20T12:05:00Z"));
        sent(firm.firmId, "2026-11-11T12:00:00Z", 5);
        sent(firm.firmId, "2026-11-11T13:00:00Z", 7);
        watch.look();
        assertThat(counted(firm.firmId)).isEqualTo(7);
    }

    private void retry() {
        UUID id = firm.execution().id();
        firm.acting(() -> admin.retry(firm.firmId, id));
        firm.run();
    }

    private void limit(int messages) {
        OWNER.update(
                "INSERT INTO firm_limit (firm_id, daily_messages, version, changed_at) VALUES (?, ?, 1, now())"
                        + " ON CONFLICT (firm_id) DO UPDATE SET daily_messages = excluded.daily_messages",
                firm.firmId,
                messages);
    }

    private static void sent(UUID firmId, String hour, int messages) {
        OWNER.update(
                "INSERT INTO message_count (firm_id, hour, worker, sent) VALUES (?, ?, ?, ?)",
                firmId,
                Instant.parse(hour),
                UUID.randomUUID().toString(),
                messages);
    }

    private static int counted(UUID firmId) {
        return OWNER.query(
                        "SELECT coalesce(sum(sent), 0)::int AS sent FROM message_count WHERE firm_id = ?",
                        row -> row.integer("sent"),
                        firmId)
                .getFirst();
    }

    private static List<String> audited(UUID firmId) {
        return OWNER.query(
                "SELECT event_type FROM audit_event WHERE firm_id = ? ORDER BY id",
                row -> row.text("event_type"),
                firmId);
    }

    private double alerts(String kind) {
        return Collections.unmodifiableCollection(meters.find("punctual.messages.alerts")
                        .tag("kind", kind)
                        .counters())
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static RequestSpecification as(String user) {
        return given().auth().preemptive().basic(user, "punctual").contentType("application/json");
    }

    private static ValidatableResponse put(String path, String body) {
        return as("operator").body(body).put(path).then();
    }
}
