package io.punctual.trial;

import io.punctual.trial.bench.Bench;
import io.punctual.trial.bench.scenario.Measuring;
import io.punctual.workflow.PunctualWorkflow;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** Where the packaged trial begins: the workflow service with its commands, or the benchmark. */
@QuarkusMain(name = "trial")
public final class Trial {

    private Trial() {}

    /** Starts the benchmark with {@code bench}, one of its processes with {@code measure}, else what the workflow service would. */
    public static void main(String... args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "bench" -> System.exit(Bench.run(Arrays.copyOfRange(args, 1, args.length)));
            case "measure" -> Quarkus.run(Measuring.class, Arrays.copyOfRange(args, 1, args.length));
            default -> PunctualWorkflow.main(args);
        }
    }
}
