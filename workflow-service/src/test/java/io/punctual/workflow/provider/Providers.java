package io.punctual.workflow.provider;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.ground.test.MutableClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Breakers and pace as a test sets them, under a clock that it moves; who waits shortly moves it too. */
public final class Providers {
    public final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T13:00:00Z"));
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Whether who waits shortly moves the clock; in a crowd each waits for itself. */
    public boolean waitsMoveTheClock = true;

    private final Breakers breakers;
    private final Pace pace;

    /** By default, without limits. */
    public Providers() {
        this(Map.of());
    }

    /** With settings below {@code punctual.providers}. */
    public Providers(Map<String, String> settings) {
        ProvidersConfig config = config(settings);
        breakers = new Breakers(config, clock, meters);
        pace = new Pace(config, clock, time -> {
            if (waitsMoveTheClock) {
                clock.advance(time);
            }
        });
    }

    static ProvidersConfig config(Map<String, String> settings) {
        Map<String, String> full = new HashMap<>();
        settings.forEach((key, value) -> full.put("punctual.providers." + key, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ProvidersConfig.class)
                .withDefaultValues(full)
                .build()
                .getConfigMapping(ProvidersConfig.class);
    }

    public Breakers breakers() {
        return breakers;
    }

    public Pace pace() {
        return pace;
    }

    /** How many of a firm's or the installation's are away, as the metric has it. */
    public double away(String owner) {
        return meters.get("punctual.providers.away").tag("owner", owner).gauge().value();
    }

    /** Goes on until whoever is away would be probed, however long that may be. */
    public void untilProbed() {
        clock.advance(Duration.ofSeconds(75));
    }
}
