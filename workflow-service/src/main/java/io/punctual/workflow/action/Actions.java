package io.punctual.workflow.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.firm.FirmSenders;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All kinds of action behind one door: who plans and runs steps knows no channel. */
public interface Actions {

    /**
     * Checks a step's action on save: unknown types ({@code unknown_value}), types that do not exist yet
     * ({@code action_not_available}) and everything wrong with the configuration become faults.
     *
     * @param faults a view at the step, so that fields read {@code action_type} and {@code action_config.subject}
     * @return the role of whom it reaches, or null where something is wrong
     */
    @Nullable
    Recipient check(@Nullable String actionType, @Nullable JsonNode config, FirmSenders senders, Faults faults);

    /** Whether a try of this kind whose outcome was lost may be made again. */
    boolean repeatable(String actionType);

    /** The channel of actions of this kind; the kind itself where nobody knows it. */
    String channel(String actionType);

    /** All channels that some kind of action here goes through: what a worker can run. */
    Set<String> channels();

    /**
     * Makes one try of a stored step. Never throws but for interruption: what goes wrong unforeseen is {@code Transient}.
     *
     * @param step names the stored configuration, so that what is parsed once is kept by version
     * @param config the stored {@code action_config}
     */
    ActionOutcome run(StepVersion step, String config, ActionContext context) throws InterruptedException;
}
