package io.punctual.ground.tenancy;

import io.punctual.ground.identity.IdentityAttributes;
import java.util.Set;
import java.util.UUID;

/**
 * For whom statements run: a role of the database, and the firms that its policies compare with.
 *
 * @param firms one firm, but for {@link Role#INTAKE}; {@link #NO_FIRM} for what belongs to the installation; none equals no row's
 */
public record Scope(Role role, Set<UUID> firms) {
    /** Owns what belongs to the installation rather than to a firm. No caller is of it. */
    public static final UUID NO_FIRM = IdentityAttributes.NO_FIRM;

    /** Sees nothing, not even what belongs to the installation. */
    static final Scope NOBODY = new Scope(Role.RUNTIME, Set.of());

    Scope(Role role, UUID firmId) {
        this(role, Set.of(firmId));
    }

    /** The roles that migrations create, each prefixed by the database's name. */
    public enum Role {
        /** Sees the rows of one firm. */
        RUNTIME,
        /** Takes events in: sees the rows of those firms that they are of. A service that takes none does not have it. */
        INTAKE,
        /** Works through what is due for all firms. */
        ENGINE,
        /** Runs the installation: sees what operators need of all firms, and nothing else of them. */
        OPERATOR;

        /** What follows the database's name in the role's name. */
        String suffix() {
            return switch (this) {
                case RUNTIME -> "_runtime";
                case INTAKE -> "_intake";
                case ENGINE -> "_engine";
                case OPERATOR -> "_operator";
            };
        }
    }
}
