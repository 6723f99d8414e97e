package io.punctual.ground.identity;

import io.punctual.ground.problem.HttpProblems;
import io.punctual.ground.problem.Problem;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The only way in: tokens of the identity provider, API keys, or demo users on a laptop. Whoever is refused gets a problem, never
 * a redirect; whoever is refused too often has to wait.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class Credentials implements HttpAuthenticationMechanism {
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final OidcAuthenticationMechanism tokens;
    private final BasicAuthenticationMechanism basic;
    private final LoginThrottle throttle;
    private final IssuerReach issuer;

    /** Wraps the mechanisms of the platform. */
    @Inject
    public Credentials(
            OidcAuthenticationMechanism tokens,
            BasicAuthenticationMechanism basic,
            LoginThrottle throttle,
            IssuerReach issuer) {
        this.tokens = tokens;
        this.basic = basic;
        this.throttle = throttle;
        this.issuer = issuer;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        String address = Attempt.address(context.request().remoteAddress());
        String scheme =
                header.substring(0, Math.min(header.length(), BEARER.length())).toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BASIC)) {
            return throttled(Attempt.basic(address, header), () -> basic.authenticate(context, identities));
        }
        String bearer =
                scheme.equals(BEARER) ? header.substring(BEARER.length()).strip() : "";
        if (bearer.startsWith(KeyRequest.MARK)) {
            return throttled(
                    Attempt.key(address, bearer),
                    () -> identities.authenticate(
                            HttpSecurityUtils.setRoutingContextAttribute(new KeyRequest(bearer), context)));
        }
        return token(address, context, identities);
    }

    /** Passwords and keys are not even looked at while they have to wait. */
    private Uni<SecurityIdentity> throttled(Attempt attempt, Supplier<Uni<SecurityIdentity>> check) {
        return throttle.wait(attempt)
                .map(wait -> Uni.createFrom().<SecurityIdentity>failure(tooMany(wait)))
                .orElseGet(() -> check.get()
                        .onItem()
                        .ifNotNull()
                        .invoke(() -> throttle.succeeded(attempt))
                        .onFailure(AuthenticationFailedException.class)
                        .invoke(() -> throttle.failed(attempt)));
    }

    /** Nobody guesses a signature, and checking one asks nobody: a valid token never waits for what its neighbours do. */
    private Uni<SecurityIdentity> token(String address, RoutingContext context, IdentityProviderManager identities) {
        if (issuer.rests()) {
            return Uni.createFrom().failure(IssuerReach.unavailable());
        }
        return tokens.authenticate(context, identities)
                .onFailure(AuthenticationFailedException.class)
                .transform(wrong -> refused(address, wrong))
                .onFailure(OIDCException.class)
                .transform(issuer::failed);
    }

    private Throwable refused(String address, Throwable wrong) {
        Throwable answer =
                throttle.wait(address).<Throwable>map(Credentials::tooMany).orElse(wrong);
        throttle.failed(address);
        return answer;
    }

    private static Problem tooMany(Duration wait) {
        return Problem.tooMany("too_many_logins", "Too many failed logins: wait before the next.", wait);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> types = new HashSet<>(tokens.getCredentialTypes());
        types.addAll(basic.getCredentialTypes());
        types.add(KeyRequest.class);
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
