package io.punctual.workflow.secret;

import io.punctual.ground.command.CommandOutput;
import io.quarkus.runtime.QuarkusApplication;

/** The command that seals all credentials with the current key, and prints what it did, as JSON alone, on standard output. */
public class RotationCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it. */
    public static final String NAME = "rotate-secrets";

    private final RotationAdmin admin;
    private final CommandOutput output;

    RotationCommand(RotationAdmin admin, CommandOutput output) {
        this.admin = admin;
        this.output = output;
    }

    /** Exits with 0 where nothing is left of any other key, else with 1: no key may be taken away then. */
    @Override
    public int run(String... args) throws Exception {
        RotationAdmin.Rotation rotation = admin.rotate();
        output.write(rotation);
        return rotation.remaining() == 0 ? 0 : 1;
    }
}
