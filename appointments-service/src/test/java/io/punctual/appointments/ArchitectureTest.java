package io.punctual.appointments;

import io.punctual.ground.test.HouseRules;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final HouseRules RULES = new HouseRules("io.punctual.appointments");

    /** The rooms of the house; {@code check} holds the constraints that several of them share. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "check", Set.of(),
            "audit", Set.of(),
            "problem", Set.of(),
            "event", Set.of(),
            "outbox", Set.of("event"),
            "firm", Set.of("check", "problem"),
            "directory", Set.of("firm", "check", "problem"),
            "appointment", Set.of("directory", "firm", "event", "outbox", "check", "problem"));

    @Test
    void arrowsPointOneWay() {
        RULES.arrows(ARROWS);
    }

    @Test
    void transactionsBelongToUseCases() {
        // OpenAppointmentsAnnouncer is the part of a use case of the directory that appointments do; the rest are the
        // repositories, whose reads need a transaction too: without one no firm is set, and nothing is seen.
        RULES.transactionsBelongTo(
                ".*Admin",
                "Booking",
                "OpenAppointmentsAnnouncer",
                "Outbox",
                "EventDeliveries",
                "Deliveries",
                "Appointments",
                "AppointmentTypes",
                "Contacts",
                "StaffMembers",
                "Firms");
    }
}
