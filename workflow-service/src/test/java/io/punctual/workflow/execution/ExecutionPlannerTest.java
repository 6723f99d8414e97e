package io.punctual.workflow.execution;

import static io.punctual.workflow.execution.Plans.END;
import static io.punctual.workflow.execution.Plans.START;
import static io.punctual.workflow.execution.Plans.occasion;
import static io.punctual.workflow.execution.Plans.plan;
import static io.punctual.workflow.execution.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionPlannerTest {
    private static final String DAYS_BEFORE = "2026-11-20T09:00:00Z";
    private static final String AFTERWARDS = "2026-12-01T14:31:00Z";

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "CONFIRMED", "RESCHEDULED"})
    void negativeDelayIsDueBeforeTheStart(Trigger trigger) {
        Planned planned = plan(trigger, -1440, DAYS_BEFORE);
        assertThat(planned.scheduledFor()).isEqualTo(START.minus(Duration.ofHours(24)));
        assertThat(planned.tie()).isEqualTo(Tie.START);
        assertThat(planned.waits()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "CONFIRMED", "RESCHEDULED", "CANCELLED", "NO_SHOW"})
    void otherDelayCountsFromTheEventsOwnTime(Trigger trigger) {
        Planned planned = plan(trigger, 90, DAYS_BEFORE);
        assertThat(planned.scheduledFor()).isEqualTo("2026-11-20T10:30:00Z");
        assertThat(planned.tie()).isEqualTo(Tie.EVENT);
    }

    @Test
    void afterCompletionDelayCountsFromTheEnd() {
        Planned planned = plan(Trigger.COMPLETED, 60, AFTERWARDS);
        assertThat(planned.scheduledFor()).isEqualTo(END.plus(Duration.ofHours(1)));
        assertThat(planned.tie()).isEqualTo(Tie.END);
    }

    @Test
    void aDayIs24ElapsedHoursAcrossAChangeToWinterTime() {
        // Europe/Berlin leaves summer time on 25 October 2026: 10:00 local on both days is 25 hours apart.
        Instant start = Instant.parse("2026-10-25T09:00:00Z");
        Occasion occasion = new Occasion(
                new UUID(1, 1),
                "event",
                Instant.parse(DAYS_BEFORE).minus(Duration.ofDays(60)),
                Trigger.CREATED,
                0,
                start,
                start.plusSeconds(1800),
                Instant.parse(DAYS_BEFORE).minus(Duration.ofDays(60)),
                true,
                null);
        Planned planned = plan(Trigger.CREATED, step("s1", 0, -1440, IfLate.SKIP), occasion);
        assertThat(planned.scheduledFor()).isEqualTo("2026-10-24T09:00:00Z");
    }

    @Test
    void dueBeforeTheEventIsPastAndNeverSent() {
        Planned planned = plan(Trigger.CREATED, -1440, "2026-12-01T10:00:00Z");
        assertThat(planned.ended()).isEqualTo(Reason.PAST_SCHEDULE);
        assertThat(planned.scheduledFor()).isEqualTo(START.minus(Duration.ofHours(24)));
    }

    @Test
    void dueAtTheVeryInstantOfTheEventIsNotPast() {
        assertThat(plan(Trigger.CREATED, -60, "2026-12-01T13:00:00Z").waits()).isTrue();
    }

    @Test
    void sendNowIsDueAtTheEventsOwnTimeInsteadOfInThePast() {
        Planned planned = plan(
                Trigger.CREATED,
                step("s1", 0, -1440, IfLate.SEND_NOW),
                occasion(Trigger.CREATED, "2026-12-01T10:00:00Z"));
        assertThat(planned.waits()).isTrue();
        assertThat(planned.scheduledFor()).isEqualTo("2026-12-01T10:00:00Z");
        assertThat(planned.expiresAt()).isEqualTo("2026-12-01T11:00:00Z");
    }

    @Test
    void sendNowNeverCountsOnceTheAppointmentHasStarted() {
        Planned planned = plan(
                Trigger.CREATED,
                step("s1", 0, -1440, IfLate.SEND_NOW),
                occasion(Trigger.CREATED, "2026-12-01T14:00:00Z"));
        assertThat(planned.ended()).isEqualTo(Reason.PAST_SCHEDULE);
    }

    @Test
    void sendNowNeverCountsForAnEditOrAnActivation() {
        Instant now = Instant.parse("2026-12-01T10:00:00Z");
        Occasion edit = new Occasion(
                new UUID(1, 1), "event", Instant.parse(DAYS_BEFORE), Trigger.CREATED, 0, START, END, now, false, null);
        Planned planned = plan(Trigger.CREATED, step("s1", 0, -1440, IfLate.SEND_NOW), edit);
        assertThat(planned.ended()).isEqualTo(Reason.PAST_SCHEDULE);
    }

    @Test
    void beforeMeetingMayBeAnHourLateButNeverAfterTheStart() {
        assertThat(plan(Trigger.CREATED, -1440, DAYS_BEFORE).expiresAt()).isEqualTo(START.minus(Duration.ofHours(23)));
        assertThat(plan(Trigger.CREATED, -30, DAYS_BEFORE).expiresAt()).isEqualTo(START);
    }

    @Test
    void othersMayBeADayLate() {
        Planned planned = plan(Trigger.CONFIRMED, 0, DAYS_BEFORE);
        assertThat(planned.expiresAt()).isEqualTo(planned.scheduledFor().plus(Duration.ofHours(24)));
    }

    @Test
    void newestStatusRefusesWhatItWithdraws() {
        Planned reminder = plan(Trigger.CREATED, -1440, DAYS_BEFORE);
        Planned followUp = plan(Trigger.CREATED, 0, DAYS_BEFORE);
        assertThat(reminder.against(AppointmentStatus.COMPLETED).ended()).isEqualTo(Reason.APPOINTMENT_COMPLETED);
        assertThat(followUp.against(AppointmentStatus.COMPLETED).waits()).isTrue();
        assertThat(followUp.against(AppointmentStatus.CANCELLED).ended()).isEqualTo(Reason.APPOINTMENT_CANCELLED);
        assertThat(plan(Trigger.CANCELLED, 0, DAYS_BEFORE)
                        .against(AppointmentStatus.CANCELLED)
                        .waits())
                .isTrue();
    }
}
