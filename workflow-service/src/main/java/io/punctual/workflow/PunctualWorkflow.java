package io.punctual.workflow;

import io.punctual.ground.apikey.CreateKeyCommand;
import io.punctual.ground.audit.VerifyAuditCommand;
import io.punctual.ground.command.Commands;
import io.punctual.workflow.execution.DueRunCommand;
import io.punctual.workflow.secret.RotationCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/** Where the packaged service begins: the service itself, or one of its commands. */
@QuarkusMain
public final class PunctualWorkflow {

    private PunctualWorkflow() {}

    /** Starts the service, or the command that the first argument names. */
    public static void main(String... args) {
        Commands.start(
                Map.of(
                        CreateKeyCommand.NAME, CreateKeyCommand.class,
                        DueRunCommand.NAME, DueRunCommand.class,
                        RotationCommand.NAME, RotationCommand.class,
                        VerifyAuditCommand.NAME, VerifyAuditCommand.class),
                args);
    }
}
