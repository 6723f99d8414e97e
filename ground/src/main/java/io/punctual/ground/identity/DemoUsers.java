package io.punctual.ground.identity;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo users of a laptop, for {@code curl -u}. They exist only while the run-time profile is {@code local}. */
@ApplicationScoped
public class DemoUsers implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    private static final byte[] PASSWORD = "punctual".getBytes(StandardCharsets.UTF_8);
    private static final UUID ACME = UUID.fromString("00000000-0000-7000-8000-00000000ac3e");
    private static final UUID GLOBEX = UUID.fromString("00000000-0000-7000-8000-000000910be0");

    private record DemoUser(
            Set<String> roles,
            @Nullable UUID firm,
            @Nullable String email) {}

    private static final Map<String, DemoUser> USERS = Map.of(
            "admin@acme", new DemoUser(Set.of(Roles.ADMIN, Roles.STAFF), ACME, null),
            "staff@acme", new DemoUser(Set.of(Roles.STAFF), ACME, null),
            "portal@acme", new DemoUser(Set.of(Roles.PORTAL), ACME, "portal@acme.example"),
            "admin@globex", new DemoUser(Set.of(Roles.ADMIN, Roles.STAFF), GLOBEX, null),
            "staff@globex", new DemoUser(Set.of(Roles.STAFF), GLOBEX, null),
            "operator", new DemoUser(Set.of(Roles.OPERATOR), null, null));

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        DemoUser user = USERS.get(request.getUsername());
        byte[] given = new String(request.getPassword().getPassword()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(PASSWORD, given) || user == null || !active()) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(request.getUsername()))
                .addCredential(request.getPassword())
                .addRoles(user.roles());
        if (user.firm() != null) {
            identity.addAttribute(IdentityAttributes.FIRM, user.firm());
        }
        if (user.email() != null) {
            identity.addAttribute(IdentityAttributes.EMAIL, user.email());
        }
        return Uni.createFrom().item(identity.build());
    }

    /** Whether this process runs in the profile that has demo users, or is a test, which no packaged service ever is. */
    static boolean active() {
        return ConfigUtils.getProfiles().equals(List.of("local")) || LaunchMode.current() == LaunchMode.TEST;
    }
}
