package io.punctual.workflow.execution;

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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For firms that a test scripts, actions do nothing but remember their runs; for all others they are the real ones. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ScriptedActions implements Actions {
    /** The kind of action that must not be repeated after a crash. */
    public static final String UNREPEATABLE = "send_sms";

    private final KnownActions real;
    private final Queue<Run> runs = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Function<Run, ActionOutcome>> scripts = new ConcurrentHashMap<>();

    ScriptedActions(KnownActions real) {
        this.real = real;
    }

    /** One call of an action. */
    public record Run(StepVersion step, String config, ActionContext context) {}

    /** What every later run of a firm comes to. */
    public void script(UUID firmId, Function<Run, ActionOutcome> script) {
        scripts.put(firmId, script);
    }

    /** The runs of a firm's executions so far. */
    public List<Run> runsOf(UUID firmId) {
        return runs.stream().filter(run -> run.step().firmId().equals(firmId)).toList();
    }

    @Override
    public @Nullable Recipient check(
            @Nullable String actionType, @Nullable JsonNode config, FirmSenders senders, Faults faults) {
        return real.check(actionType, config, senders, faults);
    }

    @Override
    public boolean repeatable(String actionType) {
        return !actionType.equals(UNREPEATABLE) && real.repeatable(actionType);
    }

    @Override
    public String channel(String actionType) {
        return real.channel(actionType);
    }

    @Override
    public Set<String> channels() {
        return Stream.concat(real.channels().stream(), Stream.of(UNREPEATABLE, "update_crm"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ActionOutcome run(StepVersion step, String config, ActionContext context) throws InterruptedException {
        Function<Run, ActionOutcome> script = scripts.get(step.firmId());
        if (script == null) {
            return real.run(step, config, context);
        }
        Run run = new Run(step, config, context);
        runs.add(run);
        return script.apply(run);
    }
}
