package io.punctual.workflow.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** How this process runs executions. The defaults need no tuning on two cores; all limits hold for each replica. */
@ConfigMapping(prefix = "punctual.execution")
public interface ExecutionConfig {

    /**
     * How often each channel looks for what is due, as a duration of a second or more. It only bounds how late something
     * unforeseen is seen: intake signals by itself, and each look also claims what is due within the {@link #lead}.
     */
    @WithDefault("1s")
    Duration tick();

    /**
     * How far ahead executions are claimed, to wait in memory for their instant; longer than {@link #tick}, so that a late tick
     * makes nothing late. What is claimed ahead can still be withdrawn.
     */
    @WithDefault("2s")
    Duration lead();

    /**
     * How many executions of one channel run or wait in memory at once. More hides slow providers, and takes memory (some
     * kilobytes each) and connections.
     */
    @WithDefault("512")
    int slots();

    /** How many executions of one firm run at once in one channel; so many of the channel's slots may one firm's slow server hold. */
    @WithDefault("256")
    int firmSlots();

    /** Channels that differ, by name, as {@code punctual.execution.channels.email.slots}. */
    Map<String, Channel> channels();

    /** What one channel has of its own. */
    interface Channel {
        /** Instead of {@link ExecutionConfig#slots}. */
        OptionalInt slots();

        /** Instead of {@link ExecutionConfig#firmSlots}. */
        OptionalInt firmSlots();
    }

    /** How many executions one statement claims at most. More saves statements under a backlog, and holds rows locked longer. */
    @WithDefault("500")
    int batch();

    /** How long results gather before they are recorded together, from 0 to 20 ms: commits saved against a later record. */
    @WithDefault("5ms")
    Duration flush();

    /** How long one try may take. */
    @WithDefault("30s")
    Duration timeout();

    /**
     * How long a started execution belongs to its worker unless that says it is alive, which it does three times as often; so
     * long does what a dead worker had started wait for its rescue.
     */
    @WithDefault("60s")
    Duration lease();

    /** How often executions are looked for whose worker died, as a duration. */
    @WithDefault("5s")
    Duration rescue();

    /**
     * How often a look reads from the oldest row instead of from where the last one ended. What comes late, and in no other way
     * to the notice of this process, waits so long at most.
     */
    @WithDefault("5s")
    Duration sweep();

    /**
     * What is due for longer than this is backlog: fresh executions go first, and firms take turns with what they have waiting.
     */
    @WithDefault("700ms")
    Duration fresh();

    /** How long a stopping process waits for what runs. */
    @WithDefault("35s")
    Duration grace();

    /** The slots of a channel. */
    default int slotsOf(String channel) {
        Channel own = channels().get(channel);
        return own == null ? slots() : own.slots().orElse(slots());
    }

    /** The slots of one firm in a channel; never more than the channel has. */
    default int firmSlotsOf(String channel) {
        Channel own = channels().get(channel);
        int firm = own == null ? firmSlots() : own.firmSlots().orElse(firmSlots());
        return Math.min(firm, slotsOf(channel));
    }
}
