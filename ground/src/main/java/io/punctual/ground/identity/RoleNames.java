package io.punctual.ground.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our roles among those that an identity provider names. All others count for nothing here. */
final class RoleNames {
    private final Map<String, String> ours = new HashMap<>();

    RoleNames(IdentityConfig.RoleNames config) {
        add(config.firmAdmin(), Roles.ADMIN);
        add(config.firmStaff(), Roles.STAFF);
        add(config.portal(), Roles.PORTAL);
        add(config.operator(), Roles.OPERATOR);
        if (ours.isEmpty()) {
            List.of(Roles.ADMIN, Roles.STAFF, Roles.PORTAL, Roles.OPERATOR).forEach(role -> ours.put(role, role));
        }
    }

    private void add(Optional<List<String>> names, String role) {
        for (String name : names.orElse(List.of())) {
            String other = ours.put(name.strip(), role);
            if (other != null && !other.equals(role)) {
                throw new IllegalArgumentException(
                        "punctual.identity.roles: " + name + " stands for " + other + " and for " + role);
            }
        }
    }

    Set<String> ours(Collection<String> named) {
        Set<String> known = new HashSet<>();
        for (String name : named) {
            String role = ours.get(name);
            if (role != null) {
                known.add(role);
            }
        }
        if (known.contains(Roles.ADMIN)) {
            known.add(Roles.STAFF);
        }
        return known;
    }
}
