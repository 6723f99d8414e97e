package io.punctual.workflow.firm;

import java.util.Locale;

/** How a connection to a firm's mail server is encrypted. */
public enum TlsMode {
    /** It begins in the clear and is upgraded before anything is said; a server that cannot is not used. Usually port 587. */
    STARTTLS,
    /** TLS from the first byte. Usually port 465. */
    IMPLICIT,
    /** In the clear, password included: only where the installation allows it, on a laptop. */
    NONE;

    /** The name in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TlsMode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
