package io.punctual.workflow.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whoever we send through: one channel's far side, as one account reaches it.
 *
 * @param channel {@code email} for example
 * @param firmId whose account it is, null for the installation's own
 * @param account tells a firm's accounts apart; another one where its settings change, so that what was learned of the old is forgotten
 */
public record Provider(String channel, @Nullable UUID firmId, String account) {

    /** The installation's own of a channel. */
    public static Provider ofInstallation(String channel) {
        return new Provider(channel, null, "");
    }

    /** In metrics: {@code installation} or {@code firm}. */
    String owner() {
        return firmId == null ? "installation" : "firm";
    }

    /** In logs. */
    @Override
    public String toString() {
        return channel + " provider of " + (firmId == null ? "the installation" : "firm " + firmId);
    }
}
