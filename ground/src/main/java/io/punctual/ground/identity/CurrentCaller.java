package io.punctual.ground.identity;

import io.punctual.ground.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** The caller of the request at hand. */
@RequestScoped
class CurrentCaller implements Caller {
    private final SecurityIdentity identity;

    @Inject
    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    @Override
    public UUID firmId() {
        return firm().orElseThrow(() -> Problem.forbidden("no_firm", "Your identity belongs to no firm."));
    }

    @Override
    public Optional<UUID> firm() {
        // The nil id stands for the installation: an identity that names it belongs to no firm.
        return Optional.<UUID>ofNullable(identity.getAttribute(IdentityAttributes.FIRM))
                .filter(firm -> !firm.equals(IdentityAttributes.NO_FIRM));
    }

    @Override
    public String actor() {
        if (identity.isAnonymous()) {
            return "anonymous";
        }
        String actor = identity.getAttribute(IdentityAttributes.ACTOR);
        return actor == null ? identity.getPrincipal().getName() : actor;
    }

    @Override
    public Optional<String> email() {
        return Optional.ofNullable(identity.getAttribute(IdentityAttributes.EMAIL));
    }

    @Override
    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }
}
