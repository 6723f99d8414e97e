package io.punctual.ground.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did something, and from where.
 *
 * @param actor the name of the caller as their identity has it
 * @param credential what proved it, such as {@code token}; null where nobody asked for proof
 * @param address the network address of the client, or null where there is no client
 */
public record Origin(
        String actor, @Nullable String credential, @Nullable String address) {
    /** The service itself, of its own accord. */
    public static final Origin SERVICE = new Origin("service", null, null);

    /** What works through all that is due. */
    public static final Origin ENGINE = new Origin("engine", null, null);

    private static final int LONGEST = 255;

    /** Bounds what others name. */
    public Origin {
        actor = Texts.bounded(actor, LONGEST);
    }
}
