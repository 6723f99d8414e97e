package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.figure.Samples;
import io.quarkus.arc.All;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Measures the service that runs in this process, one scenario after the other; what fails leaves no figures. */
public class Measuring implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Measuring.class);

    private final Map<Scenario, Measure> measures;
    private final BenchConfig config;
    private final Engine engine;
    private final Owner owner;

    Measuring(@All List<Measure> measures, BenchConfig config, Engine engine, Owner owner) {
        this.measures = measures.stream().collect(Collectors.toMap(Measure::scenario, Function.identity()));
        this.config = config;
        this.engine = engine;
        this.owner = owner;
    }

    @Override
    public int run(String... titles) throws Exception {
        Samples samples = new Samples();
        boolean failed = false;
        for (String title : titles) {
            Scenario scenario = Scenario.of(title);
            Tally tally = new Tally(scenario);
            engine.rest();
            Backlog.clear(owner);
            try {
                Objects.requireNonNull(measures.get(scenario)).measure(tally);
                samples.addAll(tally.samples());
                samples.write(config.results().orElseThrow());
            } catch (Exception e) {
                failed = true;
                LOG.errorf(e, "%s failed", title);
                tally.say("FAILED: " + e);
            }
        }
        return failed ? 1 : 0;
    }
}
