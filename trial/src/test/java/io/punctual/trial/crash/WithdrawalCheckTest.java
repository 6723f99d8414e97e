package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of the race finds an unfair winner. */
class WithdrawalCheckTest {
    private static final Instant DUE = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant FIRST = DUE.plusMillis(1);
    private static final Instant SECOND = DUE.plusMillis(2);
    private static final String CANCELLED = "cancelled/appointment_cancelled";

    private final Meeting meeting = new Meeting(new UUID(0, 1), new UUID(0, 2), DUE.minusSeconds(5), DUE);
    private final Arrivals arrivals = new Arrivals();
    private final List<Contested> executions = new ArrayList<>();

    @Test
    void aSendThatStartedFirstIsFair() {
        put(0, DUE, "completed", FIRST);
        arrive(0, DUE);

        assertThat(faults(false)).isEmpty();
    }

    @Test
    void aWithdrawalThatLetsNothingStartIsFair() {
        put(0, DUE, CANCELLED, null);

        assertThat(faults(false)).isEmpty();
    }

    @Test
    void aSendThatStartedAfterTheWithdrawalIsFound() {
        executions.add(new Contested(id(0), meeting.id(), 0, DUE, "completed", SECOND, FIRST));
        arrive(0, DUE);

        assertThat(faults(false)).singleElement().asString().startsWith("sent although its withdrawal was first");
    }

    @Test
    void aSendThatIsRecordedAsCancelledIsFound() {
        put(0, DUE, CANCELLED, FIRST);
        arrive(0, DUE);

        assertThat(faults(false)).singleElement().asString().startsWith("sent, but not once and completed");
    }

    @Test
    void aSecondSendIsFound() {
        put(0, DUE, "completed", FIRST);
        arrive(0, DUE);
        arrive(0, DUE);

        assertThat(faults(false)).singleElement().asString().startsWith("sent, but not once and completed");
    }

    @Test
    void whatIsNeitherSentNorWithdrawnIsFound() {
        put(0, DUE, "completed", FIRST);

        assertThat(faults(false)).singleElement().asString().startsWith("not sent, but not for its withdrawal");
    }

    @Test
    void aMoveRunsAgainAtTheNewTime() {
        put(0, DUE, "cancelled/rescheduled", null);
        put(1, withdrawal(true).newDue(), "completed", FIRST);
        arrive(1, withdrawal(true).newDue());

        assertThat(faults(true)).isEmpty();
    }

    @Test
    void aMoveThatRunsNothingAgainIsFound() {
        put(0, DUE, "cancelled/rescheduled", null);

        assertThat(faults(true)).singleElement().asString().startsWith("another number of executions");
    }

    @Test
    void aMillisecondTooEarlyIsFound() {
        put(0, DUE, "completed", FIRST);
        arrive(0, DUE.minusMillis(1));

        assertThat(faults(false)).singleElement().asString().startsWith("early");
    }

    private List<String> faults(boolean moves) {
        return new WithdrawalCheck(arrivals).faults(List.of(withdrawal(moves)), executions);
    }

    private Withdrawal withdrawal(boolean moves) {
        return new Withdrawal(meeting, moves);
    }

    private static UUID id(int generation) {
        return new UUID(1, generation);
    }

    private void put(int generation, Instant due, String end, @Nullable Instant started) {
        executions.add(new Contested(id(generation), meeting.id(), generation, due, end, started, SECOND));
    }

    private void arrive(int generation, Instant at) {
        arrivals.add(new Arrival(id(generation).toString(), "", at));
    }
}
