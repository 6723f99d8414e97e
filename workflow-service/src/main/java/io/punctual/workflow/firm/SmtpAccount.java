package io.punctual.workflow.firm;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A firm's own account at a mail server, without its password.
 *
 * @param passwordId the credential that holds the password for exactly this host and user
 * @param version grows with every change, from 1
 */
public record SmtpAccount(
        UUID firmId,
        UUID id,
        String host,
        int port,
        TlsMode tls,
        String username,
        UUID passwordId,
        Instant passwordUpdatedAt,
        List<String> fromAddresses,
        int version,
        Instant updatedAt) {

    /** Whether its mails may be from this address. */
    public boolean mayBeFrom(String address) {
        return fromAddresses.stream().anyMatch(from -> from.equalsIgnoreCase(address));
    }
}
