package io.punctual.ground.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Takes the firm and the verified e-mail address from a token, and makes each admin staff too. */
@ApplicationScoped
public class TokenIdentity implements SecurityIdentityAugmentor {
    private final String[] firmPath;

    /** @param firmClaim where a token names the firm; {@code /} separates the levels of nested claims */
    @Inject
    public TokenIdentity(
            @ConfigProperty(name = "punctual.identity.firm-claim", defaultValue = "firm_id") String firmClaim) {
        this.firmPath = firmClaim.split("/", -1);
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous()) {
            return Uni.createFrom().item(identity);
        }
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        if (identity.hasRole(Roles.ADMIN)) {
            augmented.addRole(Roles.STAFF);
        }
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            firm(token).ifPresent(firm -> augmented.addAttribute(IdentityAttributes.FIRM, firm));
            String email = text(token.getClaim("email"));
            if (email != null && isTrue(token.getClaim("email_verified"))) {
                augmented.addAttribute(IdentityAttributes.EMAIL, email);
            }
        }
        return Uni.createFrom().item(augmented.build());
    }

    private Optional<UUID> firm(JsonWebToken token) {
        Object claim = token.getClaim(firmPath[0]);
        for (int level = 1; level < firmPath.length; level++) {
            claim = claim instanceof JsonObject object ? object.get(firmPath[level]) : null;
        }
        String text = text(claim);
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(@Nullable Object claim) {
        return switch (claim) {
            case String text -> text;
            case JsonString text -> text.getString();
            case null, default -> null;
        };
    }

    private static boolean isTrue(@Nullable Object claim) {
        return claim != null && "true".equals(claim.toString());
    }
}
