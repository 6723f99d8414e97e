package io.punctual.ground.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.security.Principal;
import java.util.UUID;

/** The identity of whoever shows an API key. */
public final class KeyIdentity {

    /** An API key as a caller; its name is {@code key:<prefix> (<what it is for>)}. */
    public record KeyPrincipal(String getName) implements Principal {}

    private KeyIdentity() {}

    /** A key of a firm, in one of {@link Roles}. */
    public static SecurityIdentity of(String prefix, String name, String role, UUID firmId) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new KeyPrincipal("key:" + prefix + " (" + name + ")"))
                .addRole(role)
                .addAttribute(IdentityAttributes.FIRM, firmId)
                .build();
    }
}
