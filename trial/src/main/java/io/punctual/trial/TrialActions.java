package io.punctual.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.action.KnownActions;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Three kinds of action that take any configuration: {@code create_task} takes time, {@code call_webhook} and
 * {@code send_sms} tell a {@link Sink}, the latter once at most. All others are the real ones.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class TrialActions implements Actions {
    private static final Map<String, String> CHANNELS =
            Map.of("create_task", "task", "call_webhook", "webhook", "send_sms", "sms");
    private static final String UNREPEATABLE = "send_sms";

    private final KnownActions real;
    private final Sink sink;
    private final Runs runs;

    TrialActions(KnownActions real, TrialConfig config, Runs runs) {
        this.real = real;
        this.sink = new Sink(config.sink());
        this.runs = runs;
    }

    @Override
    public @Nullable Recipient check(
            @Nullable String actionType, @Nullable JsonNode config, FirmSenders senders, Faults faults) {
        return actionType != null && CHANNELS.containsKey(actionType)
                ? Recipient.CONTACT
                : real.check(actionType, config, senders, faults);
    }

    @Override
    public boolean repeatable(String actionType) {
        return CHANNELS.containsKey(actionType) ? !actionType.equals(UNREPEATABLE) : real.repeatable(actionType);
    }

    @Override
    public String channel(String actionType) {
        String channel = CHANNELS.get(actionType);
        return channel == null ? real.channel(actionType) : channel;
    }

    @Override
    public Set<String> channels() {
        Set<String> all = new HashSet<>(real.channels());
        all.addAll(CHANNELS.values());
        return Set.copyOf(all);
    }

    @Override
    public ActionOutcome run(StepVersion step, String config, ActionContext context) throws InterruptedException {
        runs.begin(context.executionId());
        try {
            return switch (step.actionType()) {
                case "create_task" -> take(runs.pause());
                case "call_webhook", UNREPEATABLE -> sink.tell(context.executionId());
                default -> real.run(step, config, context);
            };
        } finally {
            runs.end();
        }
    }

    private static ActionOutcome take(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            Thread.sleep(time);
        }
        return new ActionOutcome.Done(Map.of());
    }
}
