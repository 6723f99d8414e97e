package io.punctual.ground.tenancy;

import java.util.UUID;

/**
 * For whom statements run: a role of the database, and the firm that its policies compare with.
 *
 * @param firmId the firm; {@link #NO_FIRM} where the role looks at no particular one
 */
public record Scope(Role role, UUID firmId) {
    /** Owns what belongs to the installation rather than to a firm. It is no firm's id: those are UUIDs version 7. */
    public static final UUID NO_FIRM = new UUID(0, 0);

    /** Sees nothing. */
    static final Scope NOBODY = new Scope(Role.RUNTIME, NO_FIRM);

    /** The roles that migrations create, each prefixed by the database's name. */
    public enum Role {
        /** Sees the rows of one firm. */
        RUNTIME,
        /** Works through what is due for all firms. */
        ENGINE,
        /** Runs the installation: sees what operators need of all firms, and nothing else of them. */
        OPERATOR;

        /** What follows the database's name in the role's name. */
        String suffix() {
            return switch (this) {
                case RUNTIME -> "_runtime";
                case ENGINE -> "_engine";
                case OPERATOR -> "_operator";
            };
        }
    }
}
