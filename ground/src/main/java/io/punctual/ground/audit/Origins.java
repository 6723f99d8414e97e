package io.punctual.ground.audit;

import io.punctual.ground.identity.IdentityAttributes;
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

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    Origins(SecurityIdentity identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /** The caller of the request at hand; the service itself where there is none. */
    Origin current() {
        RoutingContext context = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return context == null ? Origin.SERVICE : of(identity, context.request());
    }

    /** Who makes a request, and from where. */
    static Origin of(SecurityIdentity identity, HttpServerRequest request) {
        if (identity.isAnonymous()) {
            return new Origin("anonymous", null, address(request));
        }
        String actor = identity.getAttribute(IdentityAttributes.ACTOR);
        return new Origin(
                actor == null ? identity.getPrincipal().getName() : actor, credential(identity), address(request));
    }

    private static String credential(SecurityIdentity identity) {
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
