package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.email.Reply.Health;
import io.punctual.workflow.outgoing.DestinationRefused;
import io.vertx.ext.mail.SMTPException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure to send means. Of what a server says only its number is kept: it may repeat addresses, and passwords too.
 *
 * <p>Error codes: permanent are {@code rejected} (the server said 5xx, or the addresses cannot be written) and
 * {@code destination_refused} (the policy for outgoing connections forbids the server); transient are {@code smtp_temporary}
 * (4xx), {@code smtp_auth_failed} (it does not let us in, which says nothing about this mail), {@code smtp_tls_failed},
 * {@code smtp_timeout} and {@code smtp_unreachable}. The last four, and a server that closes (421), say that it is away.
 */
final class SmtpFailures {
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);
    /** It closes the connection: said of itself, not of a mail. */
    private static final int CLOSING = 421;
    /** Of the client's own complaints, which have no types. */
    private static final String NO_STARTTLS = "STARTTLS required";

    private static final String NO_LOGIN = "login is required";

    private SmtpFailures() {}

    /** What came of a try that failed this way. */
    static Reply of(@Nullable Throwable cause) {
        return switch (cause) {
            case SMTPException refusal -> refusal(refusal.getReplyCode());
            case DestinationRefused _ ->
                new Reply(
                        new ActionOutcome.Permanent(
                                "destination_refused",
                                "Connections to the mail server are not allowed by this installation."),
                        Health.UNASKED);
            case SSLException _ -> tls();
            case TimeoutException _ -> timeout();
            case null, default -> complaint(cause);
        };
    }

    /** What came of a try whose answer did not come. */
    static Reply timeout() {
        return away("smtp_timeout", "The mail server did not answer in time.");
    }

    private static Reply complaint(@Nullable Throwable cause) {
        String message = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        if (message.startsWith(NO_STARTTLS)) {
            return tls();
        }
        return message.startsWith(NO_LOGIN)
                ? away("smtp_auth_failed", "The mail server offers no login we can use.")
                : away("smtp_unreachable", "The mail server could not be reached, or hung up.");
    }

    private static Reply tls() {
        return away(
                "smtp_tls_failed", "The mail server offers no TLS, or no certificate for its name that is trusted.");
    }

    private static Reply refusal(int code) {
        if (LOGIN.contains(code)) {
            return away("smtp_auth_failed", "The mail server refused our login: " + code + ".");
        }
        if (code >= 500) {
            return new Reply(
                    new ActionOutcome.Permanent("rejected", "The mail server refused the mail: " + code + "."),
                    Health.ANSWERED);
        }
        return new Reply(
                new ActionOutcome.Transient("smtp_temporary", "The mail server asked to wait: " + code + ".", null),
                code == CLOSING ? Health.AWAY : Health.ANSWERED);
    }

    private static Reply away(String code, String message) {
        return new Reply(new ActionOutcome.Transient(code, message, null), Health.AWAY);
    }
}
