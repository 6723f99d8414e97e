package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Owner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every scenario stands on. */
final class Bed {
    private Bed() {}

    @Produces
    @Singleton
    static Owner owner(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        return new Owner(url, user, password);
    }

    @Produces
    @Singleton
    static Sizes sizes(BenchConfig config) {
        return Sizes.of(config.quick(), config.rows());
    }
}
