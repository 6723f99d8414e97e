package io.punctual.ground.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes whoever fails to log in again and again wait: tightly for one name from one address, loosely for an address. A success
 * forgives nothing, least of all other names. A credential that was right a while ago is let past the waits, so that neither a
 * neighbour behind the same address nor somebody who knows a name can lock its owner out; whoever guesses gains nothing by that,
 * since only the right guess passes.
 */
@ApplicationScoped
public class LoginThrottle {
    private final FailureCounts pairs;
    private final FailureCounts addresses;
    private final LinkedHashMap<String, Instant> right = new LinkedHashMap<>();
    private final IdentityConfig.Throttle config;
    private final Clock clock;
    // What is remembered must not help whoever reads our memory, and a password is guessed from its plain hash.
    private final SecretKeySpec salt;

    /** Counts in this process alone. */
    @Inject
    public LoginThrottle(IdentityConfig config, Clock clock) {
        this(config.throttle(), clock);
    }

    LoginThrottle(IdentityConfig.Throttle config, Clock clock) {
        this.config = config;
        this.clock = clock;
        pairs = new FailureCounts(config.failures(), config.window(), config.entries());
        addresses = new FailureCounts(config.addressFailures(), config.window(), config.entries());
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        salt = new SecretKeySpec(random, "HmacSHA256");
    }

    /** How long this credential has to wait before anybody looks at it; empty where it need not. */
    Optional<Duration> wait(Attempt attempt) {
        Instant now = clock.instant();
        Optional<Duration> wait = pairs.wait(attempt.pair(), now).or(() -> addresses.wait(attempt.address(), now));
        return wait.isPresent() && wasRight(attempt.credential(), now) ? Optional.empty() : wait;
    }

    /** How long an address has to wait, for credentials that are looked at before. */
    Optional<Duration> wait(String address) {
        return addresses.wait(address, clock.instant());
    }

    /** It was wrong. */
    void failed(Attempt attempt) {
        pairs.failed(attempt.pair(), clock.instant());
        failed(attempt.address());
    }

    /** Something without a name was wrong. */
    void failed(String address) {
        addresses.failed(address, clock.instant());
    }

    /** It was right. */
    void succeeded(Attempt attempt) {
        String mark = mark(attempt.credential());
        synchronized (right) {
            right.putLast(mark, clock.instant());
            if (right.size() > config.entries()) {
                right.pollFirstEntry();
            }
        }
    }

    private boolean wasRight(String credential, Instant now) {
        String mark = mark(credential);
        synchronized (right) {
            Instant last = right.get(mark);
            return last != null && now.isBefore(last.plus(config.remembered()));
        }
    }

    private String mark(String credential) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(salt);
            return Base64.getEncoder().encodeToString(mac.doFinal(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
