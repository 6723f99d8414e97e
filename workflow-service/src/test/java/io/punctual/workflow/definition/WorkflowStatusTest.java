package io.punctual.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowStatusTest {

    @Test
    void onlyADraftCannotBePaused() {
        List<String> refused = new ArrayList<>();
        for (WorkflowStatus from : WorkflowStatus.values()) {
            for (WorkflowStatus to : WorkflowStatus.values()) {
                if (!from.allows(to)) {
                    refused.add(from.code() + " -> " + to.code());
                }
            }
        }

        assertThat(refused).containsExactly("draft -> paused");
    }
}
