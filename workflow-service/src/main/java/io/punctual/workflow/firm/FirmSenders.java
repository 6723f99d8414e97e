package io.punctual.workflow.firm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses a firm may send mail from.
 *
 * @param defaultFrom used where an action names none; null where the firm has configured none
 * @param senders all addresses that {@code from_email} may be
 */
public record FirmSenders(@Nullable String defaultFrom, List<String> senders) {
    /** A firm that has configured nothing. */
    public static final FirmSenders NONE = new FirmSenders(null, List.of());
}
