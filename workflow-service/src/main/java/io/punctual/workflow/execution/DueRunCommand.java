package io.punctual.workflow.execution;

import io.punctual.ground.command.CommandOutput;
import io.quarkus.runtime.QuarkusApplication;

/** The command for cron: runs what is due once and prints what came of it. */
public class DueRunCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it. */
    public static final String NAME = "run-due";

    private final DueRun dueRun;
    private final CommandOutput output;

    DueRunCommand(DueRun dueRun, CommandOutput output) {
        this.dueRun = dueRun;
        this.output = output;
    }

    @Override
    public int run(String... args) throws Exception {
        output.write(dueRun.run());
        return 0;
    }
}
