package io.punctual.workflow.firm;

import io.punctual.ground.problem.Faults;
import io.punctual.workflow.outgoing.DestinationRefused;
import io.punctual.workflow.outgoing.OutgoingPolicy;
import io.punctual.workflow.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that a firm's mail server account must keep. It names every fault at once, and repeats no value. */
final class SmtpAccountCheck {
    static final int LONGEST_USERNAME = 254;
    static final int LONGEST_PASSWORD = 1_024;

    private SmtpAccountCheck() {}

    /**
     * What may be stored.
     *
     * @param password null: the one there is
     */
    record Values(
            String host,
            int port,
            TlsMode tls,
            String username,
            @Nullable Secret password,
            List<String> fromAddresses) {

        /** Whether the password that goes with this account may go with these values too. */
        boolean reachesTheSameAs(SmtpAccount account) {
            return host.equals(account.host())
                    && port == account.port()
                    && tls == account.tls()
                    && username.equals(account.username());
        }
    }

    /**
     * Turns a document into what may be stored.
     *
     * @throws io.punctual.ground.problem.Problem 422 naming all faults
     */
    static Values check(
            SmtpAccountDocument document, Optional<SmtpAccount> present, OutgoingPolicy policy, Faults faults) {
        String host = document.host() == null ? "" : document.host().toLowerCase(Locale.ROOT);
        required("host", document.host(), faults);
        if (!host.isEmpty()) {
            policy.objectionToHost(host).ifPresent(objection -> refuse("host", objection, faults));
        }
        Integer port = document.port();
        required("port", port, faults);
        if (port != null) {
            policy.objectionToSmtpPort(port).ifPresent(objection -> refuse("port", objection, faults));
        }
        required("tls", document.tls(), faults);
        if (document.tls() == TlsMode.NONE && !policy.plainSmtp()) {
            faults.add("tls", "tls_required", "Connections without TLS are not allowed here.");
        }
        String username = document.username();
        required("username", username, faults);
        text("username", username, LONGEST_USERNAME, faults);
        text(
                "password",
                document.password() == null ? null : document.password().reveal(),
                LONGEST_PASSWORD,
                faults);
        List<String> from = SettingsCheck.addresses("from_addresses", document.fromAddresses(), faults);
        if (from.isEmpty() && document.fromAddresses() != null && faults.isEmpty()) {
            faults.add("from_addresses", "required", "At least one address.");
        }
        if (faults.isEmpty() && port != null && document.tls() != null && username != null) {
            Values values = new Values(host, port, document.tls(), username, document.password(), from);
            if (document.password() != null
                    || present.filter(values::reachesTheSameAs).isPresent()) {
                return values;
            }
            faults.add(
                    "password",
                    "required",
                    present.isEmpty()
                            ? "It is needed."
                            : "It is needed again where host, port, tls or username change: it was given for the ones before.");
        }
        faults.throwIfAny();
        throw new IllegalStateException("no fault, and nothing to store");
    }

    private static void refuse(String field, DestinationRefused objection, Faults faults) {
        faults.add(field, objection.why().name().toLowerCase(Locale.ROOT), String.valueOf(objection.getMessage()));
    }

    private static void required(String field, @Nullable Object value, Faults faults) {
        if ((value == null || value.equals("")) && !faults.has(field)) {
            faults.add(field, "required", "It is needed.");
        }
    }

    private static void text(String field, @Nullable String text, int longest, Faults faults) {
        if (text == null) {
            return;
        }
        if (text.isEmpty() && field.equals("password")) {
            faults.add(field, "required", "It must not be empty; leave it out to keep the one there is.");
        } else if (text.length() > longest) {
            faults.add(field, "too_long", "At most " + longest + " characters.");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add(field, "invalid_value", "Must not hold control characters.");
        }
    }
}
