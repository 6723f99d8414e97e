package io.punctual.workflow;

import io.punctual.workflow.execution.DueRunCommand;
import io.punctual.workflow.secret.RotationCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the packaged service begins: the service itself, or one of its commands. */
@QuarkusMain
public final class PunctualWorkflow {

    private PunctualWorkflow() {}

    /**
     * Starts the service. With {@code run-due} as its only argument it runs what is due once and exits, with {@code rotate-secrets}
     * it seals all credentials with the current key and exits.
     */
    public static void main(String... args) {
        switch (args.length == 1 ? args[0] : "") {
            case DueRunCommand.NAME -> run(DueRunCommand.class, args);
            case RotationCommand.NAME -> run(RotationCommand.class, args);
            default -> Quarkus.run(args);
        }
    }

    /** Opens no port, starts no scheduler and sends logs to standard error. */
    private static void run(Class<? extends QuarkusApplication> command, String... args) {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty("quarkus.banner.enabled", "false");
        Quarkus.run(command, args);
    }
}
