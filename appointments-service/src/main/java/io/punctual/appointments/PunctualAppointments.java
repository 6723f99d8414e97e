package io.punctual.appointments;

import io.punctual.ground.apikey.CreateKeyCommand;
import io.punctual.ground.audit.VerifyAuditCommand;
import io.punctual.ground.command.Commands;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** Where the packaged service begins: the service itself, or one of its commands. */
@QuarkusMain
public final class PunctualAppointments {

    private PunctualAppointments() {}

    /** Starts the service, or the command that the first argument names. */
    public static void main(String... args) {
        Commands.start(
                Map.of(
                        CreateKeyCommand.NAME, CreateKeyCommand.class,
                        VerifyAuditCommand.NAME, VerifyAuditCommand.class),
                args);
    }
}
