package io.punctual.ground.apikey;

import io.punctual.ground.identity.KeyIdentity;
import io.punctual.ground.identity.KeyRequest;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Who an API key stands for. Only a key that was not seen for a moment is looked up, and never on the thread that serves others. */
@ApplicationScoped
public class ApiKeyIdentities implements IdentityProvider<KeyRequest> {
    private final ApiKeys keys;
    private final VerifiedKeys verified;
    private final LastUses uses;
    private final Clock clock;

    /** Checks against the service's own database. */
    @Inject
    public ApiKeyIdentities(ApiKeys keys, VerifiedKeys verified, LastUses uses, Clock clock) {
        this.keys = keys;
        this.verified = verified;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        Optional<KeyText> text = KeyText.read(request.key());
        if (text.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        byte[] hash = text.get().hash();
        return verified.find(hash)
                .map(key -> Uni.createFrom().item(() -> identity(key)))
                .orElseGet(() -> context.runBlocking(() -> identity(find(text.get(), hash))));
    }

    private ApiKey find(KeyText text, byte[] hash) {
        long before = verified.revocations();
        ApiKey found =
                Acting.asEngine(() -> keys.proven(text.prefix(), hash)).orElseThrow(AuthenticationFailedException::new);
        verified.add(hash, found, before);
        return found;
    }

    private SecurityIdentity identity(ApiKey key) {
        Instant now = clock.instant();
        if (!key.isGood(now)) {
            throw new AuthenticationFailedException();
        }
        uses.used(key, now);
        return KeyIdentity.of(key.prefix(), key.name(), key.role(), key.firmId());
    }
}
