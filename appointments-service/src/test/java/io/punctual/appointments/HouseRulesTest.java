package io.punctual.appointments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.punctual.ground.test.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private static final HouseRules RULES = new HouseRules("io.punctual.appointments");

    @Test
    void theRulesOfTheHouseHold() {
        RULES.all();
    }

    @Test
    void eventsAndTheirDeliveryKnowNothingOfAppointments() {
        noClasses()
                .that()
                .resideInAnyPackage("..event..", "..outbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..appointments.appointment..", "..directory..", "..firm..")
                .check(RULES.classes());
    }

    @Test
    void statusTableAndRetryPolicyArePlainJava() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.(AppointmentStatus|Change|RetryPolicy|RetryAfter)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..")
                .check(RULES.classes());
    }
}
