package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.keyless;
import static io.punctual.workflow.definition.WorkflowApi.step;
import static io.punctual.workflow.definition.WorkflowApi.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Throws workflows of many shapes at the service; the seed is fixed, so that a failure is seen again. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowRoundTripTest {
    private static final List<String> STATUSES = List.of("draft", "active", "paused");
    private static final List<String> TEXTS =
            List.of("a", "  spaced  ", "ä ß 漢字 😀", "\"quoted\" \\ {x}", "<b>1 & 2</b>");

    private final WorkflowApi api = new WorkflowApi();
    private final Random random = new Random(20261123);

    @Test
    void whatIsReadMayBeWrittenBackAndChangesNothing() {
        for (int round = 0; round < 40; round++) {
            String path = api.created(anything());
            Response read = api.staff().get(path);

            Response written = api.put(path, read.asString());

            assertThat(written.statusCode()).as(written.asString()).isEqualTo(200);
            assertThat(written.asString()).isEqualTo(read.asString());
            assertThat(written.header("ETag")).isEqualTo(read.header("ETag"));
            assertThat(api.staff().get(path).asString()).isEqualTo(read.asString());
        }
    }

    private ObjectNode anything() {
        Trigger trigger = any(List.of(Trigger.values()));
        ObjectNode[] steps = new ObjectNode[1 + random.nextInt(5)];
        for (int position = 0; position < steps.length; position++) {
            int delay = random.nextInt(525_601) * (trigger.allowsBeforeMeeting() && random.nextBoolean() ? -1 : 1);
            steps[position] = random.nextBoolean() ? keyless(delay) : step("my-key." + position, delay);
            if (random.nextBoolean()) {
                steps[position].put("if_late", random.nextBoolean() ? "skip" : "send_now");
            }
            ((ObjectNode) steps[position].get("action_config"))
                    .put("subject", any(TEXTS))
                    .put("template", any(TEXTS));
        }
        ObjectNode workflow = workflow(any(TEXTS), trigger.code(), any(STATUSES), steps);
        if (random.nextBoolean()) {
            workflow.put("appointment_type", new UUID(random.nextLong(), random.nextLong()).toString());
        }
        if (random.nextBoolean()) {
            workflow.put("require_confirmed", random.nextBoolean());
        }
        return workflow;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
