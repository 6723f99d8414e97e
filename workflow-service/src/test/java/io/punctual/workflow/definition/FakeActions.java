package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.firm.FirmSenders;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows {@code send_email} alone, and asks of it a subject and an address. */
final class FakeActions implements Actions {
    @Override
    public @Nullable Recipient check(
            @Nullable String actionType, @Nullable JsonNode config, FirmSenders senders, Faults faults) {
        if (!"send_email".equals(actionType)) {
            faults.add("action_type", "unknown_value", "One of send_email.");
            return null;
        }
        if (config == null || !config.hasNonNull("subject")) {
            faults.at("action_config").add("subject", "required", "It is missing.");
            return null;
        }
        return "{{contact.email}}".equals(config.path("to_email").asText()) ? Recipient.CONTACT : Recipient.ADDRESS;
    }

    @Override
    public boolean repeatable(String actionType) {
        return true;
    }

    @Override
    public String channel(String actionType) {
        return actionType;
    }

    @Override
    public Set<String> channels() {
        return Set.of("send_email");
    }

    @Override
    public ActionOutcome run(StepVersion step, String config, ActionContext context) {
        throw new UnsupportedOperationException("Nothing runs here");
    }
}
