package io.punctual.ground.identity;

import io.punctual.ground.problem.HttpProblems;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The only way in: bearer tokens, or demo users on a laptop. Whoever is refused gets a problem, never a redirect. */
@Alternative
@Priority(1)
@ApplicationScoped
public class Credentials implements HttpAuthenticationMechanism {
    private final OidcAuthenticationMechanism bearer;
    private final BasicAuthenticationMechanism basic;

    /** Wraps the mechanisms of the platform. */
    @Inject
    public Credentials(OidcAuthenticationMechanism bearer, BasicAuthenticationMechanism basic) {
        this.bearer = bearer;
        this.basic = basic;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        return header.toLowerCase(Locale.ROOT).startsWith("basic ")
                ? basic.authenticate(context, identities)
                : bearer.authenticate(context, identities);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> types = new HashSet<>(bearer.getCredentialTypes());
        types.addAll(basic.getCredentialTypes());
        return types;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", HttpProblems.CHALLENGE));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        HttpProblems.unauthorized(context);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }
}
