package io.punctual.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.local.seed.Api;
import java.util.List;

/** What the workflow service says about its executions. */
final class Executions {
    private final Api api;

    Executions(Api api) {
        this.api = api;
    }

    /**
     * One execution.
     *
     * @param workflow the name of its workflow
     * @param appointment the id of its appointment
     * @param generation how many reschedules its appointment had seen
     * @param status such as {@code completed}
     * @param reason such as {@code rescheduled}, empty if there is none
     */
    record Seen(String id, String workflow, String appointment, int generation, String status, String reason) {
        /** Such as {@code cancelled/rescheduled}, or {@code completed}. */
        String outcome() {
            return reason.isEmpty() ? status : status + "/" + reason;
        }

        boolean isOver() {
            return switch (status) {
                case "pending", "executing" -> false;
                default -> true;
            };
        }
    }

    /** All of the firm, newest due first. */
    List<Seen> all() throws InterruptedException {
        return api.list("/executions").stream().map(Executions::seen).toList();
    }

    private static Seen seen(JsonNode node) {
        return new Seen(
                node.path("id").asText(),
                node.path("workflow_name").asText(),
                node.path("appointment_id").asText(),
                node.path("generation").asInt(),
                node.path("status").asText(),
                node.path("reason").isNull() ? "" : node.path("reason").asText());
    }
}
