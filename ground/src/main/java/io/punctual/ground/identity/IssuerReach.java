package io.punctual.ground.identity;

import io.punctual.ground.problem.Problem;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Whether the identity provider was ever reached. A service starts without it and asks again when a token comes; where that fails,
 * further tokens wait a moment, so that they cannot make one connection each. Once its keys are here, nothing of this matters.
 */
@ApplicationScoped
public class IssuerReach {
    private static final Logger LOG = Logger.getLogger(IssuerReach.class);
    private static final Duration REST = Duration.ofSeconds(2);

    private final TenantConfigBean tenants;
    private final Clock clock;
    private volatile Instant failed = Instant.EPOCH;

    /** Looks at the platform's connection. */
    @Inject
    public IssuerReach(TenantConfigBean tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Whether it was out of reach a moment ago, and never was in reach before. */
    boolean rests() {
        return !tenants.getDefaultTenant().ready() && clock.instant().isBefore(failed.plus(REST));
    }

    /** It did not answer. */
    Problem failed(Throwable failure) {
        failed = clock.instant();
        LOG.warnf("The identity provider cannot be asked: %s", failure.getMessage());
        return unavailable();
    }

    static Problem unavailable() {
        return Problem.of(503, "unavailable", "The identity provider cannot be reached: try again in a moment.");
    }
}
