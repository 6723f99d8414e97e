package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.punctual.appointments.Api;
import io.punctual.appointments.CountedStatements;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.FakeReceiver.Reply;
import io.punctual.appointments.FakeReceiver.Request;
import io.punctual.appointments.LaptopProfile;
import io.punctual.ground.identity.LocalSecrets;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class BatchDeliveryTest extends OutboxTest {
    @Inject
    OutboxConfig config;

    @Test
    void aBacklogGoesInBatchesSignedAsAWhole() throws Exception {
        clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
        fill(5, 2);
        begin();
        waitUntilAllIsDelivered();

        assertThat(sizes()).containsExactly(5, 5);
        assertThat(receiver.requests()).allMatch(Request::isBatch).allSatisfy(request -> {
            assertThat(request.events()).extracting(Received::subject).doesNotHaveDuplicates();
            Map<String, List<String>> headers = new HashMap<>();
            request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            new Webhook(LocalSecrets.SIGNING).verify(request.body(), headers);
        });
        assertThat(receiver.requests())
                .extracting(request -> request.headers().get("Webhook-id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLoneEventGoesAloneAndAtOnce() {
        publisher.start();
        String id = Api.booked(Api.booking()).getString("id");

        assertThat(receiver.await(id, 1)).hasSize(1);
        assertThat(receiver.requests()).noneMatch(Request::isBatch);
    }

    @Test
    void eachEventOfABatchIsTreatedAsItsItemSays() {
        fill(6, 2);
        List<String> appointments =
                database.query("SELECT DISTINCT aggregateid::text AS id FROM outbox", row -> row.text("id"));
        Map<String, Integer> statuses = Map.of(
                appointments.get(0), 202,
                appointments.get(1), 200,
                appointments.get(2), 422,
                appointments.get(3), 500,
                appointments.get(4), 403,
                appointments.get(5), -1);
        receiver.replies(event -> Reply.of(event.sequence() == 1 ? statuses.getOrDefault(event.subject(), 500) : 202));
        begin();
        waitUntil(() -> count("true") == 7);

        assertThat(deliveries(appointments.get(2))).containsExactly("1 dead http_422");
        assertThat(deliveries(appointments.get(3))).containsExactly("1 retrying http_500", "2 waiting null");
        assertThat(deliveries(appointments.get(4))).containsExactly("1 retrying http_403", "2 waiting null");
        assertThat(deliveries(appointments.get(5))).containsExactly("1 retrying unanswered", "2 waiting null");
        assertThat(count("state = 'waiting' AND next_attempt_at <= '" + clock.instant() + "'"))
                .as("followers are held")
                .isZero();

        receiver.replies(any -> Reply.of(202));
        clock.advance(Duration.ofSeconds(2));
        publisher.tick();
        waitUntil(() -> count("state <> 'dead'") == 0);
        assertThat(receiver.about(appointments.get(3)))
                .extracting(Received::sequence)
                .isSorted()
                .endsWith(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 415, 422})
    void aReceiverThatRefusesBatchesGetsEventsOneByOneAndNoneIsLost(int status) {
        receiver.batchReplies(any -> Optional.of(Reply.of(status)));
        fill(5, 1);
        begin();
        waitUntilAllIsDelivered();
        assertThat(sizes()).containsExactly(5, 1, 1, 1, 1, 1);

        fill(3, 1);
        publisher.tick();
        waitUntilAllIsDelivered();
        assertThat(sizes()).as("it is remembered").hasSize(9);
    }

    @Test
    void aReceiverThatRefusedBatchesIsAskedAgainAfterAWhile() {
        batchSize.notOffered(415);
        clock.advance(BatchSize.PROBED_AFTER);
        fill(6, 1);
        begin();
        waitUntilAllIsDelivered();

        assertThat(sizes()).hasSize(3).containsOnly(2);
        receiver.reset();
        fill(6, 1);
        publisher.tick();
        waitUntilAllIsDelivered();
        assertThat(sizes()).as("it grows").allMatch(size -> size > 1).contains(4);
    }

    @Test
    void whatIsTooLargeATogetherGoesInSmallerBatches() {
        receiver.batchReplies(request -> request.events().size() > 3 ? Optional.of(Reply.of(413)) : Optional.empty());
        fill(10, 1);
        begin();
        waitUntilAllIsDelivered();

        // Both halves are on their way at once, so either may be halved again before the other is refused.
        assertThat(sizes()).startsWith(10, 5).contains(2);
        // What works makes the next one larger again, and shows it to be too large again.
        assertThat(sizes().stream().skip(1)).allMatch(size -> size <= 5);
        assertThat(sizes().stream().filter(size -> size == 5)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whoTakesABatchWithoutSayingWhatBecameOfItsEventsGetsThemOneByOne() {
        receiver.batchReplies(any -> Optional.of(Reply.of(202)));
        fill(3, 1);
        begin();
        waitUntilAllIsDelivered();

        assertThat(sizes()).containsExactly(3, 1, 1, 1);
    }

    @Test
    void aBatchWithoutAnAnswerIsRetriedInSmallerOnes() {
        receiver.batchReplies(request -> request.events().size() > 3 ? Optional.of(Reply.NONE) : Optional.empty());
        fill(6, 1);
        begin();
        waitUntil(() -> count("state = 'retrying' AND attempts = 1 AND last_error = 'connection_lost'") == 6);
        clock.advance(Duration.ofSeconds(1));
        publisher.tick();
        waitUntilAllIsDelivered();

        assertThat(sizes()).containsExactly(6, 3, 3);
    }

    @Test
    void aFullReceiverIsLeftAloneAsLongAsItAsks() {
        receiver.batchReplies(any -> Optional.of(new Reply(503, Map.of("Retry-After", "120"), "")));
        fill(4, 1);
        begin();
        waitUntil(() -> count("state = 'retrying' AND last_error = 'http_503'") == 4);
        receiver.batchReplies(any -> Optional.empty());
        clock.advance(Duration.ofSeconds(119));
        publisher.tick();
        fill(1, 1);
        publisher.tick();
        waitUntil(() -> count("true") == 4);

        clock.advance(Duration.ofSeconds(1));
        publisher.tick();
        waitUntilAllIsDelivered();
        assertThat(sizes()).containsExactly(4, 1, 4);
    }

    @Test
    void noRequestIsLargerThanTheDoorTakes() {
        fill(15, 1, 200_000);
        begin();
        waitUntilAllIsDelivered();

        assertThat(sizes()).containsExactly(5, 5, 5);
        assertThat(receiver.requests())
                .allSatisfy(request -> assertThat(request.body().getBytes(StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(1024 * 1024));
    }

    @Test
    void connectionsAreUsedAgain() {
        batchSize.notOffered(415);
        fill(300, 1);
        begin();
        waitUntilAllIsDelivered();

        assertThat(receiver.requests()).hasSize(300);
        assertThat(receiver.requests().stream()
                        .map(Request::fromPort)
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(config.concurrency());
    }

    @Test
    void aBacklogCostsFewStatementsAndCommits() {
        fill(500, 1);
        long before = CountedStatements.count();
        begin();
        waitUntilAllIsDelivered();

        assertThat(sizes()).hasSize(5);
        // One claim and at most five records, each a commit; the rest are looks that find nothing, and others'
        // statements.
        assertThat(CountedStatements.count() - before).isLessThan(25);
    }

    private List<Integer> sizes() {
        return receiver.requests().stream()
                .map(request -> request.events().size())
                .toList();
    }

    private List<String> deliveries(String appointment) {
        return database.query(
                "SELECT concat_ws(' ', sequence, state, coalesce(last_error, 'null')) AS delivery FROM outbox"
                        + " WHERE aggregateid = ?::uuid ORDER BY sequence",
                row -> row.text("delivery"),
                appointment);
    }
}
