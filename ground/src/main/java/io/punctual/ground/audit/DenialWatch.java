package io.punctual.ground.audit;

import io.punctual.ground.identity.IdentityAttributes;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.tenancy.Scope;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sees every answer that refuses a request because of who asked, whoever gave it. */
@ApplicationScoped
public class DenialWatch {
    /** Filters run from high to low, and authentication answers at 200. */
    private static final int BEFORE_AUTHENTICATION = 2_000;

    private static final Set<String> ROLES = Set.of(Roles.STAFF, Roles.ADMIN, Roles.PORTAL, Roles.OPERATOR);

    private final DeniedTries tries;
    private final CurrentVertxRequest request;

    DenialWatch(DeniedTries tries, CurrentVertxRequest request) {
        this.tries = tries;
        this.request = request;
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addEndHandler(ended -> look(context));
                    context.next();
                },
                BEFORE_AUTHENTICATION);
    }

    private void look(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status != 401 && status != 403) {
            return;
        }
        SecurityIdentity identity = context.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
        if (identity != null && !identity.isAnonymous()) {
            UUID firm = identity.getAttribute(IdentityAttributes.FIRM);
            Origin origin = Origins.of(identity, context.request());
            tries.add(denial(context, firm, origin, status, roles(identity)));
        } else if (status == 401) {
            Origin nobody = new Origin("anonymous", null, Origins.address(context.request()));
            tries.add(denial(context, null, nobody, status, Collections.emptySortedSet()));
        }
    }

    /**
     * Takes down that the request at hand, or a part of it, was refused to a caller who has no identity of a person but proved
     * who they are in another way, such as by a signature.
     *
     * @param actor who asked
     * @param credential what proved it
     */
    public void refused(String actor, String credential) {
        RoutingContext context = request.getCurrent();
        Origin origin = new Origin(actor, credential, Origins.address(context.request()));
        tries.add(denial(context, null, origin, 403, Collections.emptySortedSet()));
    }

    private static Denial denial(
            RoutingContext context, @Nullable UUID firm, Origin origin, int status, SortedSet<String> roles) {
        return new Denial(
                firm == null ? Scope.NO_FIRM : firm,
                origin,
                context.request().method().name(),
                String.valueOf(context.request().path()),
                status,
                roles);
    }

    private static SortedSet<String> roles(SecurityIdentity identity) {
        SortedSet<String> roles = new TreeSet<>(identity.getRoles());
        roles.retainAll(ROLES);
        return roles;
    }
}
