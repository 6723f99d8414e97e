package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.DbSchedulerPeer;
import io.punctual.trial.bench.peer.JobRunrPeer;
import io.punctual.trial.bench.peer.QuartzPeer;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other schedulers, in a database of the same server. */
@Singleton
class Peers {
    private final BenchConfig config;
    private final String user;

    Peers(BenchConfig config, @ConfigProperty(name = "quarkus.datasource.username") String user) {
        this.config = config;
        this.user = user;
    }

    DbSchedulerPeer dbScheduler() {
        return new DbSchedulerPeer(owner(), url(), user, Duration.ofMillis(100));
    }

    JobRunrPeer jobRunr() {
        return new JobRunrPeer(owner(), url(), user);
    }

    QuartzPeer quartz() {
        return new QuartzPeer(owner(), url(), user);
    }

    private Owner owner() {
        return new Owner(url(), user, user);
    }

    private String url() {
        return config.peersUrl().orElseThrow();
    }
}
