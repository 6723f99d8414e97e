package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.FakeReceiver.Reply;
import io.punctual.appointments.FakeReceiver.Request;
import io.punctual.appointments.LaptopProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two replicas, of which one dies again and again between sending and recording, and a receiver of which nobody knows what
 * it does next. The seed decides what goes wrong; how the threads meet is up to them.
 */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class OrderTest extends OutboxTest {
    private static final int APPOINTMENTS = 20;
    private static final int EVENTS_OF_EACH = 3;

    @Inject
    OutboxConfig config;

    @Inject
    WorkflowEventsClient client;

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryRecorder recorder;

    private final MeterRegistry metrics = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(longs = {1, 20261124, 4711})
    void nothingIsLostAndEachAppointmentsEventsAreTakenInOrder(long seed) throws Exception {
        MoodyReceiver moody = new MoodyReceiver(new Random(seed));
        receiver.replies(moody::answer);
        receiver.batchReplies(moody::answerWhole);
        fill(APPOINTMENTS, EVENTS_OF_EACH);
        DeliveryRecorder dying = new DyingRecorder(recorder, new Random(seed + 1));
        OutboxPublisher other = new OutboxPublisher(
                config,
                deliveries,
                new DeliveryAttempt(client, dying, batchSize, clock, metrics),
                recorder,
                batchSize,
                clock,
                metrics);
        try {
            begin();
            other.start();
            waitUntil(() -> {
                clock.advance(Duration.ofSeconds(2));
                publisher.tick();
                other.tick();
                return count("state <> 'dead'") == 0;
            });
        } finally {
            other.stop();
            publisher.stop();
        }

        assertThat(count("state = 'dead'")).isEqualTo(moody.refused.size());
        assertThat(moody.taken.values().stream().mapToInt(List::size).sum() + moody.refused.size())
                .isEqualTo(APPOINTMENTS * EVENTS_OF_EACH);
        assertThat(moody.taken.values())
                .allSatisfy(sequences -> assertThat(sequences).isSorted());
        assertThat(moody.takenTwice).as("what came twice was one and the same").isPositive();
    }

    /** Takes an event once, as the contract says; refuses some for good, fails with others, and hangs up now and then. */
    private static final class MoodyReceiver {
        private final Random random;
        private final Set<String> seen = new HashSet<>();
        private final Map<String, List<Integer>> taken = new HashMap<>();
        private final Set<String> refused = new HashSet<>();
        private int takenTwice;

        MoodyReceiver(Random random) {
            this.random = random;
        }

        synchronized Optional<Reply> answerWhole(Request batch) {
            return switch (random.nextInt(12)) {
                case 0 -> Optional.of(Reply.NONE);
                case 1 -> Optional.of(Reply.of(500));
                case 2 -> Optional.of(Reply.of(429));
                case 3 -> {
                    // It was taken, and the answer got lost.
                    IntStream.range(0, batch.events().size() / 2)
                            .forEach(i -> take(batch.events().get(i)));
                    yield Optional.of(Reply.NONE);
                }
                default -> Optional.empty();
            };
        }

        synchronized Reply answer(Received event) {
            if (event.json().get("id").asText().startsWith("0")) {
                refused.add(event.json().get("id").asText());
                return Reply.of(422);
            }
            return switch (random.nextInt(8)) {
                case 0 -> Reply.of(500);
                case 1 -> Reply.of(503);
                case 2 -> Reply.NONE;
                case 3 -> {
                    take(event);
                    yield Reply.NONE;
                }
                default -> {
                    take(event);
                    yield Reply.of(202);
                }
            };
        }

        private void take(Received event) {
            if (event.json().get("id").asText().startsWith("0")) {
                return;
            }
            if (seen.add(event.json().get("id").asText())) {
                taken.computeIfAbsent(event.subject(), _ -> new ArrayList<>()).add(event.sequence());
            } else {
                takenTwice++;
            }
        }
    }

    /** Its process dies before it can write some of what came of deliveries. */
    @Vetoed
    private static final class DyingRecorder extends DeliveryRecorder {
        private final DeliveryRecorder alive;
        private final Random random;

        @SuppressWarnings("NullAway") // it writes nothing by itself
        DyingRecorder(DeliveryRecorder alive, Random random) {
            super(null, null, null);
            this.alive = alive;
            this.random = random;
        }

        @Override
        void record(List<DeliveryResult> results) {
            if (random.nextInt(4) > 0) {
                alive.record(results);
            }
        }
    }
}
