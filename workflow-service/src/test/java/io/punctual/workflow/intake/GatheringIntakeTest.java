package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake.Taken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheringIntakeTest {
    private static final UUID FIRM = new UUID(1, 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aLoneEventIsTakenAtOnce() {
        EventIntake intake = over((group, _) -> accepted(group));

        assertThat(intake.take(event("alone"))).isEqualTo(Taken.ACCEPTED);

        assertThat(transactions).containsExactly(List.of("alone"));
    }

    @Test
    void aCrowdThatWaitsIsTakenInOneTransaction() throws Exception {
        CountDownLatch taking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        EventIntake intake = over((group, _) -> {
            if (group.getFirst().id().equals("first")) {
                taking.countDown();
                await(goOn);
            }
            return accepted(group);
        });
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Taken> first = clients.submit(() -> intake.take(event("first")));
            await(taking);
            List<Taking> crowd = intake.begin(List.of(event("a"), event("b")));
            List<Taking> more = intake.begin(List.of(event("c")));
            goOn.countDown();

            assertThat(first.get()).isEqualTo(Taken.ACCEPTED);
            assertThat(crowd).extracting(Taking::await).containsOnly(Taken.ACCEPTED);
            assertThat(more).extracting(Taking::await).containsOnly(Taken.ACCEPTED);
        }
        assertThat(transactions).containsExactly(List.of("first"), List.of("a", "b", "c"));
        assertThat(meters.get("punctual.intake.group.size").summary().max()).isEqualTo(3);
        assertThat(meters.get("punctual.intake.group.duration").timer().count()).isEqualTo(2);
    }

    @Test
    void aBadEventInAGroupFailsAlone() {
        EventIntake intake = over(failingFor("bad"));

        List<Taking> takings =
                intake.begin(List.of(event("a"), event("b"), event("bad"), event("c"), event("d"), event("e")));

        for (Taking taking : takings) {
            if (taking.event().id().equals("bad")) {
                assertThatThrownBy(taking::await).hasMessage("bad");
            } else {
                assertThat(taking.await()).isEqualTo(Taken.ACCEPTED);
            }
        }
    }

    @Test
    void whenTheDatabaseIsAwayAGroupFailsAsAWholeWithoutFurtherTries() {
        EventIntake intake = over((group, _) -> {
            throw new DatabaseException(new SQLException("no connection", "08006"));
        });

        List<Taking> takings = intake.begin(List.of(event("a"), event("b"), event("c")));

        assertThat(takings)
                .allSatisfy(taking -> assertThatThrownBy(taking::await).isInstanceOf(DatabaseException.class));
        assertThat(transactions).hasSize(1);
    }

    @Test
    void whatAFirmHoldsUpIsTakenByATransactionThatWaitsForIt() {
        List<Boolean> waited = new ArrayList<>();
        EventIntake intake = over((group, patient) -> {
            waited.add(patient);
            return group.stream()
                    .map(event -> event.firmId().equals(FIRM) && !patient
                            ? Optional.<Taken>empty()
                            : Optional.of(Taken.ACCEPTED))
                    .toList();
        });

        List<Taking> takings = intake.begin(
                List.of(event("a"), Events.created(new UUID(1, 2), UUID.randomUUID(), "other"), event("b")));

        assertThat(takings).extracting(Taking::await).containsOnly(Taken.ACCEPTED);
        assertThat(transactions).containsExactly(List.of("a", "other", "b"), List.of("a", "b"));
        assertThat(waited).containsExactly(false, true);
    }

    @Test
    void afterAFailureOfWhateverKindTheNextIsTaken() {
        EventIntake intake = over((group, _) -> {
            if (group.getFirst().id().equals("deadly")) {
                throw new StackOverflowError("deadly");
            }
            return accepted(group);
        });

        assertThatThrownBy(() -> intake.take(event("deadly"))).isInstanceOf(StackOverflowError.class);

        assertThat(intake.take(event("next"))).isEqualTo(Taken.ACCEPTED);
    }

    private static GroupIntake failingFor(String id) {
        return (group, _) -> {
            if (group.stream().anyMatch(event -> event.id().equals(id))) {
                throw new IllegalStateException(id);
            }
            return accepted(group);
        };
    }

    private static List<Optional<Taken>> accepted(List<LifecycleEvent> group) {
        return Collections.nCopies(group.size(), Optional.of(Taken.ACCEPTED));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LifecycleEvent event(String id) {
        return Events.created(FIRM, UUID.randomUUID(), id);
    }

    private EventIntake over(GroupIntake groups) {
        GroupIntake noted = (group, patient) -> {
            transactions.add(group.stream().map(LifecycleEvent::id).toList());
            return groups.take(group, patient);
        };
        return new GatheringIntake(noted, new OneGroup(), meters);
    }

    private record OneGroup() implements IntakeConfig {
        @Override
        public Map<String, SourceConfig> sources() {
            return Map.of();
        }

        @Override
        public int maxConcurrentRequests() {
            return 100;
        }

        @Override
        public int groupSize() {
            return 50;
        }

        @Override
        public int groups() {
            return 1;
        }
    }
}
