package io.punctual.ground.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** Behind a trusted proxy, with CORS for one origin and limits that a test can reach. */
public final class EdgeProfile implements QuarkusTestProfile {
    /** What one identity may do in a minute. */
    public static final int IDENTITY = 20;
    /** What one firm may do in a minute. */
    public static final int FIRM = 25;
    /** What one address may do in a minute. */
    public static final int ADDRESS = 10;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.proxy.proxy-address-forwarding", "true",
                "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                "quarkus.http.cors.enabled", "true",
                "quarkus.http.cors.origins", "https://app.example",
                "punctual.limits.identity-per-minute", Integer.toString(IDENTITY),
                "punctual.limits.firm-per-minute", Integer.toString(FIRM),
                "punctual.limits.address-per-minute", Integer.toString(ADDRESS));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(StoppedClock.class);
    }

    /** However slow the machine, no bucket refills meanwhile. */
    @Singleton
    @Alternative
    public static class StoppedClock {
        @Produces
        @Singleton
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
        }
    }
}
