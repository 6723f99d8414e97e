package io.punctual.workflow.outgoing;

/** The policy forbids a destination. The message says why, for whoever named it, and nothing of what a name resolved to. */
public final class DestinationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong with the destination. */
    public enum Why {
        /** It is neither a host name nor a plainly written address. */
        INVALID_HOST,
        /** The installation does not let firms name this host. */
        HOST_NOT_ALLOWED,
        /** The installation does not let firms name this port. */
        PORT_NOT_ALLOWED,
        /** It is, or one of its addresses is, not on the public internet. */
        ADDRESS_NOT_ALLOWED
    }

    private final Why why;

    DestinationRefused(Why why) {
        super(message(why), null, false, false);
        this.why = why;
    }

    /** What was wrong. */
    public Why why() {
        return why;
    }

    private static String message(Why why) {
        return switch (why) {
            case INVALID_HOST -> "A host name such as smtp.example.com, or an address in its usual form.";
            case HOST_NOT_ALLOWED -> "Connections to this host are not allowed here.";
            case PORT_NOT_ALLOWED -> "Connections to this port are not allowed here.";
            case ADDRESS_NOT_ALLOWED -> "Only hosts whose addresses are all public can be reached.";
        };
    }
}
