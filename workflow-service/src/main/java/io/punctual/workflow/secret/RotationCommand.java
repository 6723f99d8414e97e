package io.punctual.workflow.secret;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.QuarkusApplication;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/** The command that seals all credentials with the current key, and prints what it did, as JSON alone, on standard output. */
public class RotationCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it. */
    public static final String NAME = "rotate-secrets";

    private final RotationAdmin admin;
    private final ObjectMapper json;

    RotationCommand(RotationAdmin admin, ObjectMapper json) {
        this.admin = admin;
        this.json = json;
    }

    /** Exits with 0 where nothing is left of any other key, else with 1: no key may be taken away then. */
    @Override
    public int run(String... args) throws Exception {
        RotationAdmin.Rotation rotation = admin.rotate();
        byte[] answer = (json.writeValueAsString(rotation) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(answer);
        }
        return rotation.remaining() == 0 ? 0 : 1;
    }
}
