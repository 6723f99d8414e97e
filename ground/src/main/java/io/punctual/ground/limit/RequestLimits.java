package io.punctual.ground.limit;

import io.punctual.ground.identity.IdentityAttributes;
import io.punctual.ground.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Counts requests when it is known who calls, and refuses what is too much before anything else is done for it. */
final class RequestLimits {
    /** Filters run from high to low: after authentication (200), before authorisation (100), so that refusals count too. */
    private static final int AFTER_AUTHENTICATION = 140;

    private final RateLimits limits;

    @Inject
    RequestLimits(RateLimits limits) {
        this.limits = limits;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, AFTER_AUTHENTICATION);
    }

    private void count(RoutingContext context) {
        try {
            if (!isExempt(context.normalizedPath())) {
                count(context, context.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null);
            }
        } catch (Problem tooMany) {
            context.fail(tooMany);
            return;
        }
        context.next();
    }

    private void count(RoutingContext context, @Nullable SecurityIdentity identity) {
        if (identity != null && !identity.isAnonymous()) {
            limits.countRequest(identity.getPrincipal().getName(), identity.getAttribute(IdentityAttributes.FIRM));
            return;
        }
        SocketAddress address = context.request().remoteAddress();
        limits.countAnonymous(address == null || address.hostAddress() == null ? "" : address.hostAddress());
    }

    /** Probes and metrics must come through when all else is too much. The event door counts by signature. */
    private static boolean isExempt(String path) {
        return path.startsWith("/q/health") || path.startsWith("/q/metrics") || path.equals("/api/v1/events");
    }
}
