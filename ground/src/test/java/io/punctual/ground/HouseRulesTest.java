package io.punctual.ground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.punctual.ground.test.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final HouseRules rules = new HouseRules("io.punctual.ground");

    @Test
    void theHouseRulesHoldHereToo() {
        rules.httpStaysAtTheEdge();
        rules.timeIsGiven();
        rules.packagesAreNamedByNouns();
        rules.noCycles();
    }

    @Test
    void theGroundKnowsNoDomain() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.punctual.appointments..", "io.punctual.workflow..")
                .check(rules.classes());
        noClasses()
                .should()
                .haveNameMatching("(?i).*(appointment|workflow|execution|reminder|contact|lifecycle).*")
                .check(rules.classes());
    }
}
