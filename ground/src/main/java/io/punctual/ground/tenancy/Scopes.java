package io.punctual.ground.tenancy;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.tenancy.Scope.Role;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the scope of the work at hand. */
@ApplicationScoped
public class Scopes {
    private final Caller caller;

    Scopes(Caller caller) {
        this.caller = caller;
    }

    /**
     * The scope that was opened around the work, else that of the request's caller, else one that sees nothing: forgetting
     * it shows no row of anybody.
     */
    public Scope current() {
        return Acting.current().orElseGet(this::ofCaller);
    }

    private Scope ofCaller() {
        if (!Arc.container().requestContext().isActive()) {
            return Scope.NOBODY;
        }
        return caller.hasRole(Roles.OPERATOR)
                ? new Scope(Role.OPERATOR, Scope.NO_FIRM)
                : caller.firm().map(firm -> new Scope(Role.RUNTIME, firm)).orElse(Scope.NOBODY);
    }
}
