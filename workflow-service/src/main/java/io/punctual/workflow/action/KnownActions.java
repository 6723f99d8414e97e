package io.punctual.workflow.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.firm.FirmSenders;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The kinds of action that have a handler, found by their names; parsed configurations are kept by step version. */
@Singleton
public final class KnownActions implements Actions {
    private static final Logger LOG = Logger.getLogger(KnownActions.class);
    private static final Set<String> PLANNED =
            Set.of("send_sms", "create_task", "send_survey", "update_crm", "call_webhook");
    private static final long HEAVIEST = 16L * 1024 * 1024;

    private final Map<String, ActionHandler<?>> handlers;
    private final ObjectMapper json = new ObjectMapper();
    private final BoundedCache<Stored, Ready<?>> ready =
            new BoundedCache<>(HEAVIEST, stored -> 256 + stored.config().length());

    /** One step's configuration; the version names it, the text belongs to it and is not compared. */
    private record Stored(StepVersion step, String config) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stored stored && stored.step.equals(step);
        }

        @Override
        public int hashCode() {
            return step.hashCode();
        }
    }

    /** An action beside the handler that understands it. */
    private record Ready<A extends Action>(ActionHandler<A> handler, A action) {
        static <A extends Action> Ready<A> parse(ActionHandler<A> handler, JsonNode config) {
            return new Ready<>(handler, handler.parse(config));
        }

        ActionOutcome run(ActionContext context) throws InterruptedException {
            return handler.run(action, context);
        }
    }

    /** Knows what {@code handlers} do. */
    @Inject
    public KnownActions(@All List<ActionHandler<?>> handlers) {
        this.handlers = handlers.stream().collect(Collectors.toMap(ActionHandler::actionType, Function.identity()));
    }

    @Override
    public @Nullable Recipient check(
            @Nullable String actionType, @Nullable JsonNode config, FirmSenders senders, Faults faults) {
        if (actionType == null) {
            faults.add("action_type", "required", "Say what the step does, for example send_email.");
            return null;
        }
        ActionHandler<?> handler = handlers.get(actionType);
        if (handler == null) {
            refuse(actionType, faults);
            return null;
        }
        if (config == null || config.isNull() || config.isMissingNode()) {
            faults.add("action_config", "required", "Say how " + actionType + " is to be done.");
            return null;
        }
        if (!config.isObject()) {
            faults.add("action_config", "wrong_type", "Must be an object.");
            return null;
        }
        return recipient(handler, config, senders, faults.at("action_config"));
    }

    private void refuse(String actionType, Faults faults) {
        if (PLANNED.contains(actionType)) {
            faults.add("action_type", "action_not_available", "'" + actionType + "' is not available yet.");
        } else {
            String known = handlers.keySet().stream().sorted().collect(Collectors.joining(", "));
            faults.add("action_type", "unknown_value", "There is no such action. Known: " + known + ".");
        }
    }

    private static <A extends Action> @Nullable Recipient recipient(
            ActionHandler<A> handler, JsonNode config, FirmSenders senders, Faults faults) {
        A action = handler.check(config, senders, faults);
        return action == null ? null : handler.recipient(action);
    }

    @Override
    public boolean repeatable(String actionType) {
        ActionHandler<?> handler = handlers.get(actionType);
        return handler != null && handler.repeatable();
    }

    @Override
    public String channel(String actionType) {
        ActionHandler<?> handler = handlers.get(actionType);
        return handler == null ? actionType : handler.channel();
    }

    @Override
    public Set<String> channels() {
        return handlers.values().stream().map(ActionHandler::channel).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ActionOutcome run(StepVersion step, String config, ActionContext context) throws InterruptedException {
        try {
            return ready.get(new Stored(step, config), this::parse).run(context);
        } catch (RuntimeException e) {
            // The stack is for us alone; the message may hold what a customer wrote.
            LOG.errorf(e, "Execution %s failed in a way nobody thought of", context.executionId());
            return new ActionOutcome.Transient("unforeseen", "Something went wrong inside the service.", null);
        }
    }

    private Ready<?> parse(Stored stored) {
        ActionHandler<?> handler = handlers.get(stored.step().actionType());
        if (handler == null) {
            throw new IllegalStateException("no handler for " + stored.step().actionType());
        }
        try {
            return Ready.parse(handler, json.readTree(stored.config()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored configuration of " + stored.step() + " is not JSON", e);
        }
    }
}
