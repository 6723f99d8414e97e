package io.punctual.ground.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;

/** Starts a packaged service: itself, or one of its commands where the first argument names one. */
public final class Commands {
    private Commands() {}

    /**
     * Runs until the command is done or the service stops. A command opens no port, starts no scheduler and sends its logs to
     * standard error; its answer alone goes to standard output.
     */
    public static void start(Map<String, Class<? extends QuarkusApplication>> commands, String... args) {
        Class<? extends QuarkusApplication> command = args.length == 0 ? null : commands.get(args[0]);
        if (command == null) {
            Quarkus.run(args);
            return;
        }
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty("quarkus.banner.enabled", "false");
        Quarkus.run(command, args);
    }
}
