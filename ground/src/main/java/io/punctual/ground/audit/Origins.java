package io.punctual.ground.audit;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.KeyIdentity.KeyPrincipal;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Finds out who is at work. */
@ApplicationScoped
public class Origins {
    private static final int LONGEST_ADDRESS = 64;

    private final Caller caller;
    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    Origins(Caller caller, SecurityIdentity identity, CurrentVertxRequest request) {
        this.caller = caller;
        this.identity = identity;
        this.request = request;
    }

    /** The caller of the request at hand; the service itself where there is none. */
    Origin current() {
        RoutingContext context = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return context == null
                ? Origin.SERVICE
                : new Origin(caller.actor(), credential(identity), address(context.request()));
    }

    /** What proved an identity. */
    static @Nullable String credential(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return null;
        }
        return switch (identity.getPrincipal()) {
            case JsonWebToken _ -> "token";
            case KeyPrincipal _ -> "api_key";
            case Principal _ -> "demo_user";
        };
    }

    /**
     * Where a request comes from: the other end of its connection, or what a trusted proxy says of it
     * ({@code quarkus.http.proxy.*}).
     */
    static @Nullable String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? null : Texts.bounded(host, LONGEST_ADDRESS);
    }
}
