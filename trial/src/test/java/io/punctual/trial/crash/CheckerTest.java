package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there to find. */
class CheckerTest {
    private static final Instant DUE = Instant.parse("2026-11-24T09:00:00Z");

    private final Meeting meeting = new Meeting(new UUID(0, 1), new UUID(0, 2), DUE.minusSeconds(5), DUE);
    private final Incidents incidents = new Incidents();
    private final List<Execution> executions = new ArrayList<>();
    private final Map<String, List<Arrival>> arrivals = new HashMap<>();

    @BeforeEach
    void everyStepRunsOnce() {
        for (Step step : Step.values()) {
            put(step, "completed", 1, 0);
            arrive(step, 1);
        }
    }

    @Test
    void whatRanOnceIsFine() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void aRepeatOfWhatWasCutOffIsFine() {
        incidents.add(Set.of(id(Step.MAIL)));
        put(Step.MAIL, "completed", 2, 1);
        arrive(Step.MAIL, 2);

        assertThat(faults()).isEmpty();
    }

    @Test
    void aRepeatOfWhatWasNotAnsweredInTimeIsFine() {
        executions.removeIf(execution -> execution.id().equals(id(Step.HOOK)));
        executions.add(
                new Execution(id(Step.HOOK), meeting.id(), Step.HOOK.key(), 0, DUE, false, "completed", 1, 2, 0, 1));
        arrive(Step.HOOK, 2);

        assertThat(faults()).isEmpty();
    }

    @Test
    void aRepeatOfWhatWasNotCutOffIsFound() {
        incidents.add(Set.of(id(Step.HOOK)));
        put(Step.MAIL, "completed", 2, 0);
        arrive(Step.MAIL, 2);

        assertThat(faults()).singleElement().asString().startsWith("repeated");
    }

    @Test
    void aSecondRepeatOfWhatWasCutOffOnceIsFound() {
        incidents.add(Set.of(id(Step.MAIL)));
        put(Step.MAIL, "completed", 3, 1);
        arrive(Step.MAIL, 3);

        assertThat(faults()).anyMatch(fault -> fault.startsWith("repeated"));
    }

    @Test
    void aRepeatOfWhatMayNotBeRepeatedIsFoundThoughItWasCutOff() {
        incidents.add(Set.of(id(Step.SMS)));
        put(Step.SMS, "completed", 2, 1);
        arrive(Step.SMS, 2);

        assertThat(faults()).singleElement().asString().startsWith("repeated");
    }

    @Test
    void anUnknownOutcomeIsFineWhereItWasCutOffAndMayNotBeRepeated() {
        incidents.add(Set.of(id(Step.SMS)));
        put(Step.SMS, "failed/unknown_outcome", 1, 1);
        assertThat(faults()).isEmpty();

        arrivals.remove(id(Step.SMS).toString());
        assertThat(faults()).isEmpty();
    }

    @Test
    void anUnknownOutcomeOfWhatWasNotCutOffIsFound() {
        put(Step.SMS, "failed/unknown_outcome", 1, 0);

        assertThat(faults()).singleElement().asString().startsWith("ended otherwise");
    }

    @Test
    void whatNeverArrivedIsFound() {
        arrivals.remove(id(Step.HOOK).toString());

        assertThat(faults()).singleElement().asString().startsWith("lost");
    }

    @Test
    void whatWasNeverPlannedIsFound() {
        executions.removeIf(execution -> execution.id().equals(id(Step.HOOK)));
        arrivals.remove(id(Step.HOOK).toString());

        assertThat(faults()).singleElement().asString().startsWith("lost");
    }

    @Test
    void whatWasPlannedTwiceIsFound() {
        Execution once = executions.getFirst();
        executions.add(new Execution(
                new UUID(9, 9), once.appointmentId(), once.stepKey(), 0, DUE, false, "completed", 1, 1, 0, 0));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("planned twice"));
    }

    @Test
    void whatStillWaitsIsFound() {
        executions.removeIf(execution -> execution.id().equals(id(Step.HOOK)));
        executions.add(new Execution(id(Step.HOOK), meeting.id(), Step.HOOK.key(), 0, DUE, true, "", 0, 1, 0, 0));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("not ended"));
    }

    @Test
    void aMillisecondTooEarlyIsFound() {
        arrivals.put(id(Step.HOOK).toString(), List.of(new Arrival(id(Step.HOOK).toString(), "", DUE.minusMillis(1))));

        assertThat(faults()).singleElement().asString().startsWith("early");
    }

    @Test
    void anotherKeyIsFound() {
        arrivals.put("another", List.of(new Arrival("another", "", DUE)));

        assertThat(faults()).singleElement().asString().startsWith("arrived with a key of no execution");
    }

    @Test
    void aMailUnderTheKeyOfAnotherIsFound() {
        String key = id(Step.MAIL).toString();
        arrivals.put(key, List.of(new Arrival(key, "someone@client.example " + meeting.id(), DUE)));

        assertThat(faults()).singleElement().asString().startsWith("a mail under this Message-ID");
    }

    @Test
    void whatWasTakenFromALivingWorkerIsFound() {
        put(Step.HOOK, "completed", 2, 1);

        assertThat(faults()).singleElement().asString().startsWith("taken from a worker that lives");
    }

    private List<String> faults() {
        return new Checker(List.of(meeting), executions, incidents, arrivals).faults();
    }

    private static UUID id(Step step) {
        return UUID.nameUUIDFromBytes(step.key().getBytes(StandardCharsets.UTF_8));
    }

    private void put(Step step, String end, int attempt, int lost) {
        executions.removeIf(execution -> execution.id().equals(id(step)));
        executions.add(new Execution(
                id(step), meeting.id(), step.key(), 0, meeting.dueOf(step), false, end, 1, attempt, lost, 0));
    }

    private void arrive(Step step, int times) {
        List<Arrival> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String about = step == Step.MAIL ? meeting.email() + " " + meeting.id() : "";
            all.add(new Arrival(id(step).toString(), about, DUE.plusSeconds(i)));
        }
        arrivals.put(id(step).toString(), all);
    }
}
