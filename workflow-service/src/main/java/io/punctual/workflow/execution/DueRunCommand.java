package io.punctual.workflow.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.QuarkusApplication;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/** The command for cron: runs what is due once and prints what came of it, as JSON alone, on standard output. */
public class DueRunCommand implements QuarkusApplication {
    /** The argument of the packaged service that asks for it. */
    public static final String NAME = "run-due";

    private final DueRun dueRun;
    private final ObjectMapper json;

    DueRunCommand(DueRun dueRun, ObjectMapper json) {
        this.dueRun = dueRun;
        this.json = json;
    }

    @Override
    public int run(String... args) throws Exception {
        byte[] answer = (json.writeValueAsString(dueRun.run()) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(answer);
        }
        return 0;
    }
}
