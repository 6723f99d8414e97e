package io.punctual.ground.test;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Callers of firms that only one test knows, over HTTP Basic with any password: {@code admin@}, {@code staff@},
 * {@code portal@} or {@code operator@} before a firm's id. All others are the demo users. A service's tests make a bean of it. The portal user's address is
 * the user's name and {@code .example}.
 */
public abstract class AnyCallers implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    private static final int BEFORE_THE_DEMO_USERS = 2000;
    private static final Pattern NAME = Pattern.compile("(admin|staff|portal|operator)@([0-9a-f-]{36})");

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE_THE_DEMO_USERS;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        var name = NAME.matcher(request.getUsername());
        if (!name.matches()) {
            return Uni.createFrom().nullItem();
        }
        Set<String> roles = switch (name.group(1)) {
            case "admin" -> Set.of("firm-admin", "firm-staff");
            case "staff" -> Set.of("firm-staff");
            default -> Set.of(name.group(1));
        };
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(request.getUsername()))
                .addCredential(request.getPassword())
                .addRoles(roles);
        if (!roles.contains("operator")) {
            identity.addAttribute("punctual.firm", UUID.fromString(name.group(2)));
        }
        if (roles.contains("portal")) {
            identity.addAttribute("punctual.email", request.getUsername() + ".example");
        }
        return Uni.createFrom().item(identity.build());
    }
}
