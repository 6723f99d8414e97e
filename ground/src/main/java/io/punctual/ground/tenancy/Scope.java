package io.punctual.ground.tenancy;

import io.punctual.ground.identity.IdentityAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For whom statements run: a role of the database, and the firm that its policies compare with.
 *
 * @param firmId the firm; {@link #NO_FIRM} for what belongs to the installation; null equals no row's
 */
public record Scope(Role role, @Nullable UUID firmId) {
    /** Owns what belongs to the installation rather than to a firm. No caller is of it. */
    public static final UUID NO_FIRM = IdentityAttributes.NO_FIRM;

    /** Sees nothing, not even what belongs to the installation. */
    static final Scope NOBODY = new Scope(Role.RUNTIME, null);

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
