package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchItemsTest {
    private static final UUID ONE = UUID.fromString("0198c3a2-0000-7000-8000-000000000001");
    private static final UUID TWO = UUID.fromString("0198c3a2-0000-7000-8000-000000000002");
    private static final Answer UNANSWERED = Answer.Failed.without("unanswered");

    @Test
    void eachEventGetsItsOwnAnswerWhateverTheOrder() {
        assertThat(read("""
                {"items": [{"id": "%s", "status": 422, "code": "invalid"}, {"id": "%s", "status": 202, "code": "accepted"}]}
                """.formatted(TWO, ONE))).contains(List.of(new Answer.Taken(202), new Answer.Refused(422)));
    }

    @Test
    void whatIsMissingIsUnanswered() {
        assertThat(read("{\"items\": [{\"id\": \"%s\", \"status\": 200}, {\"id\": null, \"status\": 200}]}"
                        .formatted(TWO)))
                .contains(List.of(UNANSWERED, new Answer.Taken(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"202\"", "null", "202.5", "{}", "99999999999"})
    void whatHasNoStatusIsUnanswered(String status) {
        assertThat(read("{\"items\": [{\"id\": \"%s\", \"status\": %s}]}".formatted(ONE, status)))
                .contains(List.of(UNANSWERED, UNANSWERED));
    }

    @Test
    void whatContradictsItselfIsUnanswered() {
        assertThat(read("""
                {"items": [{"id": "%1$s", "status": 202}, {"id": "%1$s", "status": 500}]}
                """.formatted(ONE))).contains(List.of(UNANSWERED, UNANSWERED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "{}", "[]", "null", "{\"items\": 1}", "{\"items\": [", "<html>"})
    void whatHoldsNoItemsIsNoAnswerToABatch(String body) {
        assertThat(read(body)).isEmpty();
    }

    private static Optional<List<Answer>> read(String body) {
        return BatchItems.read(body.getBytes(StandardCharsets.UTF_8), List.of(ONE, TWO));
    }
}
