package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What an event costs, counted at the driver. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RoundTripsTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";

    @Inject
    Scenario firm;

    @Test
    void anEventWithFiveMatchingWorkflowsTakesTwo() {
        for (int i = 0; i < 5; i++) {
            firm.workflow(Trigger.CREATED, -60, 0);
            firm.workflow(Trigger.CONFIRMED, -60, 0);
            firm.workflow(Trigger.RESCHEDULED, -60, 0);
            firm.workflow(Trigger.CANCELLED, 0);
        }
        Scenario.Meeting meeting = firm.meeting();
        for (EventType type : EventType.values()) {
            LifecycleEvent event = meeting.event(type, BOOKED);
            assertThat(RoundTrips.of(() -> firm.take(event))).as(type.type()).isEqualTo(2);
        }
    }

    @Test
    void twentyMatchingWorkflowsCostNoMoreThanOne() {
        for (int i = 0; i < 20; i++) {
            firm.workflow(Trigger.CREATED, -60, 0);
        }
        LifecycleEvent event = firm.meeting().event(EventType.CREATED, BOOKED);
        assertThat(RoundTrips.of(() -> firm.take(event))).isEqualTo(2);
        assertThat(firm.executions()).hasSize(40);
    }
}
