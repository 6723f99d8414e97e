package io.punctual.appointments.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what a receiver says about each event of a batch: {@code {"items": [{"id", "status", "code"}]}}. */
final class BatchItems {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer UNANSWERED = Answer.Failed.without("unanswered");

    private BatchItems() {}

    /**
     * One answer for each event, in their order. What is missing, unreadable or contradicts itself has to be tried again.
     * Empty where the body holds no items at all: whoever answers so has not read a batch.
     */
    static Optional<List<Answer>> read(byte[] body, List<UUID> events) {
        JsonNode items = parsed(body).path("items");
        if (!items.isArray()) {
            return Optional.empty();
        }
        Map<String, Answer> answers = new HashMap<>();
        for (JsonNode item : items) {
            answers.merge(
                    item.path("id").asText(),
                    answer(item.path("status")),
                    (one, other) -> one.equals(other) ? one : UNANSWERED);
        }
        return Optional.of(events.stream()
                .map(event -> answers.getOrDefault(event.toString(), UNANSWERED))
                .toList());
    }

    private static Answer answer(JsonNode status) {
        return status.isInt() ? Answer.of(status.intValue(), Optional.empty()) : UNANSWERED;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
