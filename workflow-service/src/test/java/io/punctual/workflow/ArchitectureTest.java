package io.punctual.workflow;

import io.punctual.ground.test.HouseRules;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final HouseRules RULES = new HouseRules("io.punctual.workflow");

    /**
     * In the order an event walks: intake, definition, execution, action, template; below them the ground everything stands on.
     * That ground has two rooms that the house did not foresee: {@code sql}, how statements are written, and {@code event}, our
     * records of the contract. Nobody knows analytics, nor any channel of an action.
     */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("sql", Set.of()),
            Map.entry("outgoing", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("audit", Set.of("sql")),
            // Drops tables of all rooms by their names, and knows nobody.
            Map.entry("history", Set.of()),
            Map.entry("appointment", Set.of("sql")),
            // A change of settings is audited.
            Map.entry("firm", Set.of("audit", "sql", "outgoing", "secret")),
            Map.entry("event", Set.of("appointment")),
            Map.entry("template", Set.of("appointment")),
            Map.entry("action", Set.of("template", "appointment", "firm")),
            Map.entry("action.email", Set.of("action", "template", "appointment", "firm", "outgoing", "secret")),
            Map.entry("execution", Set.of("action", "appointment", "firm", "audit", "sql")),
            Map.entry("definition", Set.of("execution", "action", "appointment", "firm", "audit", "sql")),
            Map.entry("intake", Set.of("event", "definition", "execution", "appointment", "firm", "audit", "sql")),
            Map.entry("analytics", Set.of("sql")));

    @Test
    void theRulesOfTheHouseHold() {
        RULES.all();
    }

    @Test
    void arrowsPointOneWay() {
        RULES.arrows(ARROWS);
    }

    @Test
    void decisionsArePlainJava() {
        RULES.plainJava(
                "definition\\.WorkflowMatcher",
                "execution\\.(ExecutionPlanner|StartChecks|Occasion)",
                "execution\\.ExecutionStatus",
                "execution\\.RetryPolicy",
                "appointment\\.(AppointmentStatus|Trigger)",
                "action\\.SendEmail",
                "action\\.(Action|ActionOutcome|Recipient)");
    }

    @Test
    void transactionsBelongToUseCases() {
        // EventPlanning is the use case of the door, MessageWatch and HistoryCare are the engine's; LocalFirms makes a
        // laptop's firms
        // at its start.
        RULES.transactionsBelongTo(".*Admin", "EventPlanning", "LocalFirms", "MessageWatch", "HistoryCare");
    }
}
