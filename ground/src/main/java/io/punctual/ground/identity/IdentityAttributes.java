package io.punctual.ground.identity;

import java.util.UUID;

/** Names of the attributes that identities carry to {@link CurrentCaller}. */
public final class IdentityAttributes {
    /** The firm, a {@link java.util.UUID}. */
    public static final String FIRM = "punctual.firm";
    /** The verified e-mail address, a string. */
    static final String EMAIL = "punctual.email";

    /** What to audit as the caller where it is not the principal's name, a string. */
    public static final String ACTOR = "punctual.actor";

    /** In place of a firm's id it stands for the installation; no caller is of it. */
    public static final UUID NO_FIRM = new UUID(0, 0);

    private IdentityAttributes() {}
}
