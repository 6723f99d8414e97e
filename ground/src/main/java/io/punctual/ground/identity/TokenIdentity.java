package io.punctual.ground.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes from a token what counts here, and nothing else: our roles, the firm, the verified e-mail address, a name to audit. Makes
 * each admin staff too.
 */
@ApplicationScoped
public class TokenIdentity implements SecurityIdentityAugmentor {
    private static final List<Claims> NAMES = List.of(new Claims("preferred_username"), new Claims("upn"));
    private static final int MAX_NAME = 100;

    private final List<Claims> firmClaims;
    private final Claims email;
    private final Claims emailVerified;
    private final FirmNames firms;
    private final RoleNames roles;

    /** Reads tokens as configured. */
    @Inject
    public TokenIdentity(IdentityConfig config) {
        firmClaims = config.firmClaim().stream().map(Claims::new).toList();
        email = new Claims(config.emailClaim());
        emailVerified = new Claims(config.emailVerifiedClaim());
        firms = new FirmNames(config.firms().orElse(List.of()));
        roles = new RoleNames(config.roles());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return Uni.createFrom().item(of(token, identity));
        }
        return Uni.createFrom()
                .item(
                        identity.hasRole(Roles.ADMIN)
                                ? QuarkusSecurityIdentity.builder(identity)
                                        .addRole(Roles.STAFF)
                                        .build()
                                : identity);
    }

    private SecurityIdentity of(JsonWebToken token, SecurityIdentity identity) {
        Set<String> named = roles.ours(identity.getRoles());
        // Operators belong to no firm, whatever the token says beside: nobody sees a firm and the installation at once.
        boolean operator = named.contains(Roles.OPERATOR);
        Set<String> known = operator ? Set.of(Roles.OPERATOR) : named;
        QuarkusSecurityIdentity.Builder ours = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRoles(known)
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes())
                .addAttribute(IdentityAttributes.ACTOR, actor(token));
        firmClaims.stream()
                .map(claim -> claim.text(token))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(_ -> !operator)
                .flatMap(firms::firm)
                .ifPresent(firm -> ours.addAttribute(IdentityAttributes.FIRM, firm));
        String address = email.text(token);
        if (address != null && emailVerified.isTrue(token)) {
            ours.addAttribute(IdentityAttributes.EMAIL, address);
        }
        return ours.build();
    }

    /** People may choose and change the names they go by, so the subject, which nobody can, stands beside them. */
    private static String actor(JsonWebToken token) {
        String subject = plain(token.getSubject());
        return NAMES.stream()
                .map(claim -> claim.text(token))
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> plain(name) + " (" + subject + ")")
                .orElse(subject);
    }

    private static String plain(String name) {
        String plain = name.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", " ");
        return plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
    }
}
