package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.ground.limit.LimitsConfig;
import io.punctual.ground.limit.RateLimits;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.test.MutableClock;
import io.punctual.workflow.event.Documents;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventDoorLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final String SECRET = Signed.whsec("a-secret-of-at-least-24-bytes");

    private final RecordingIntake intake = new RecordingIntake();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MutableClock clock = new MutableClock(NOW);
    private final EventDoor door = new EventDoor(
            oneAtATime(), intake, new RateLimits(new TwentyEventsAMinute(), clock), refused -> {}, clock, meters);

    @Test
    void whoComesWhileTheDoorIsFullIsToldWhenToComeBackWithoutBeingRead() throws Exception {
        byte[] body = Documents.bytes(fresh(UUID.randomUUID()));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputStream slow = new ByteArrayInputStream(body) {
            @Override
            public byte[] readNBytes(int length) {
                reading.countDown();
                try {
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return body;
            }
        };
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> status(body, slow));
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

        InputStream unread = new ByteArrayInputStream(body);
        Problem refusal = catchThrowableOfType(
                Problem.class, () -> door.receive(Signed.by(SECRET, NOW, body), EventMedia.SINGLE_TYPE, unread));

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(unread.available()).isEqualTo(body.length);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        goOn.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(202);
        assertThat(status(body, new ByteArrayInputStream(body))).isEqualTo(200);
    }

    @Test
    void anEventThatFailsInABatchHoldsUpItsAppointmentAlone() {
        UUID unlucky = UUID.randomUUID();
        intake.failFor(unlucky, new IllegalStateException("the database is away"));

        List<Receipt> items = batch(fresh(unlucky), fresh(UUID.randomUUID()), fresh(unlucky), fresh(UUID.randomUUID()));

        assertThat(items).extracting(Receipt::status).containsExactly(500, 202, 503, 202);
    }

    @Test
    void whenEverythingFailsTheRestOfABatchIsNotTried() {
        ObjectNode[] events = new ObjectNode[6];
        for (int i = 0; i < events.length; i++) {
            UUID appointment = UUID.randomUUID();
            intake.failFor(appointment, new IllegalStateException("the database is away"));
            events[i] = fresh(appointment);
        }

        assertThat(batch(events)).extracting(Receipt::status).containsExactly(500, 500, 500, 503, 503, 503);
    }

    @Test
    void aFailureOfASingleEventIsLeftToTheServer() {
        UUID appointment = UUID.randomUUID();
        intake.failFor(appointment, new IllegalStateException("the database is away"));
        byte[] body = Documents.bytes(fresh(appointment));

        assertThatThrownBy(() -> status(body, new ByteArrayInputStream(body)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theEventsOfABatchAreTakenInTheirOrder() {
        ObjectNode[] events = new ObjectNode[20];
        UUID appointment = UUID.randomUUID();
        for (int i = 0; i < events.length; i++) {
            events[i] = fresh(appointment);
            Documents.at(events[i], "data").put("sequence", i + 1);
        }

        batch(events);

        assertThat(intake.accepted())
                .extracting(event -> event.data().sequence())
                .isSorted()
                .hasSize(20);
    }

    @Test
    void whatBecomesOfEventsIsCounted() {
        ObjectNode event = fresh(UUID.randomUUID());
        batch(event, event, fresh(UUID.randomUUID()).put("specversion", "2.0"));

        assertThat(counted("accepted")).isEqualTo(1);
        assertThat(counted("known")).isEqualTo(1);
        assertThat(counted("invalid_request")).isEqualTo(1);
    }

    @Test
    void aSourceThatSendsTooManyEventsIsToldWhenToComeBack() {
        ObjectNode[] twenty = new ObjectNode[20];
        Arrays.setAll(twenty, _ -> fresh(UUID.randomUUID()));
        batch(twenty);

        ObjectNode one = fresh(UUID.randomUUID());
        byte[] body = Documents.bytes(one);
        Problem refusal = catchThrowableOfType(Problem.class, () -> status(body, new ByteArrayInputStream(body)));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("rate_limited");
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(intake.accepted()).hasSize(20);

        clock.advance(Duration.ofSeconds(3));
        assertThat(batch(one)).extracting(Receipt::status).containsExactly(202);
    }

    @Test
    void whoeverDoesNotSignUsesUpNobodysShare() {
        byte[] body = Documents.bytes(fresh(UUID.randomUUID()));
        for (int attempt = 0; attempt < 30; attempt++) {
            Problem refusal = catchThrowableOfType(
                    Problem.class,
                    () -> door.receive(
                            Signed.by(Signed.LOCAL_SECRET, NOW, body),
                            EventMedia.SINGLE_TYPE,
                            new ByteArrayInputStream(body)));
            assertThat(refusal.status()).isEqualTo(401);
        }
        assertThat(status(body, new ByteArrayInputStream(body))).isEqualTo(202);
    }

    private double counted(String result) {
        return meters.get("punctual.intake.events")
                .tag("result", result)
                .counter()
                .count();
    }

    private List<Receipt> batch(ObjectNode... events) {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode().addAll(List.of((JsonNode[]) events));
        byte[] body = Documents.bytes(batch);
        return ((BatchReceipt) door.receive(
                                Signed.by(SECRET, NOW, body), EventMedia.BATCH_TYPE, new ByteArrayInputStream(body))
                        .body())
                .items();
    }

    private int status(byte[] body, InputStream stream) {
        return door.receive(Signed.by(SECRET, NOW, body), EventMedia.SINGLE_TYPE, stream)
                .status();
    }

    private static ObjectNode fresh(UUID appointment) {
        ObjectNode event = Documents.created(UUID.randomUUID().toString()).put("subject", appointment.toString());
        Documents.at(event, "data.appointment").put("id", appointment.toString());
        return event;
    }

    private static IntakeConfig oneAtATime() {
        IntakeConfig.SourceConfig source = new IntakeConfig.SourceConfig() {
            @Override
            public Optional<String> source() {
                return Optional.of("urn:punctual:appointments");
            }

            @Override
            public Optional<List<String>> secrets() {
                return Optional.of(List.of(SECRET));
            }

            @Override
            public Optional<List<String>> firms() {
                return Optional.of(List.of("*"));
            }
        };
        return new IntakeConfig() {
            @Override
            public Map<String, SourceConfig> sources() {
                return Map.of("appointments", source);
            }

            @Override
            public int maxConcurrentRequests() {
                return 1;
            }

            @Override
            public int groupSize() {
                return 1;
            }

            @Override
            public int groups() {
                return 1;
            }
        };
    }

    private static final class TwentyEventsAMinute implements LimitsConfig {
        @Override
        public int identityPerMinute() {
            return 0;
        }

        @Override
        public int firmPerMinute() {
            return 0;
        }

        @Override
        public int addressPerMinute() {
            return 0;
        }

        @Override
        public int sourceEventsPerMinute() {
            return 20;
        }

        @Override
        public int remembered() {
            return 100;
        }
    }
}
