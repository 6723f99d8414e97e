package io.punctual.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.WorkflowDraft.StepDraft;
import io.punctual.workflow.execution.IfLate;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowDraftTest {

    @Test
    void aStepWithoutAKeyGetsOneThatNoVersionHasUsed() {
        WorkflowContent content = draft("mine", null, "s2", null).content(Set.of("s1", "s3"));

        assertThat(content.steps()).extracting(Step::key).containsExactly("mine", "s4", "s2", "s5");
    }

    @Test
    void theFirstStepWithoutAKeyIsS1() {
        assertThat(draft((String) null).content(Set.of()).steps())
                .extracting(Step::key)
                .containsExactly("s1");
    }

    private static WorkflowDraft draft(@Nullable String... keys) {
        return new WorkflowDraft(
                "A",
                Trigger.CREATED,
                null,
                false,
                null,
                Arrays.stream(keys)
                        .map(key -> new StepDraft(
                                key,
                                0,
                                IfLate.SKIP,
                                "send_email",
                                JsonNodeFactory.instance.objectNode(),
                                Recipient.CONTACT))
                        .toList());
    }
}
