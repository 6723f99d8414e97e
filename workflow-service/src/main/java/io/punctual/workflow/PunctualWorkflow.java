package io.punctual.workflow;

import io.punctual.workflow.execution.DueRunCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the packaged service begins: the service itself, or one of its commands. */
@QuarkusMain
public final class PunctualWorkflow {

    private PunctualWorkflow() {}

    /** Starts the service; with {@code run-due} as its only argument, runs what is due once and exits. */
    public static void main(String... args) {
        if (args.length == 1 && args[0].equals(DueRunCommand.NAME)) {
            DueRunCommand.configure();
            Quarkus.run(DueRunCommand.class, args);
        } else {
            Quarkus.run(args);
        }
    }
}
