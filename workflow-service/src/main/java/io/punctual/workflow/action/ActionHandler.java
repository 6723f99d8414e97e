package io.punctual.workflow.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.firm.FirmSenders;
import org.jspecify.annotations.Nullable;

/** Everything there is to know about one kind of action: one bean each. */
public interface ActionHandler<A extends Action> {

    /** The name in {@code action_type}. */
    String actionType();

    /**
     * Checks a configuration when a workflow is saved and names every fault, relative to the view it is given.
     *
     * @return the action, or null where something is wrong with it
     */
    @Nullable
    A check(JsonNode config, FirmSenders senders, Faults faults);

    /** Reads a configuration that {@link #check} has accepted before. */
    A parse(JsonNode config);

    /** Whom it reaches. */
    Recipient recipient(A action);

    /** Whether a try whose outcome was lost in a crash may be made again, with the same idempotency key. */
    boolean repeatable();

    /** What it reaches the world through: executions of one channel share a limit of how many run at once. */
    default String channel() {
        return actionType();
    }

    /** Makes one try. No transaction is open; it may block, and is interrupted where it takes too long. */
    ActionOutcome run(A action, ActionContext context) throws InterruptedException;
}
