package io.punctual.ground.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Where a command says what came of it. */
@ApplicationScoped
public class CommandOutput {
    private final ObjectMapper json;

    CommandOutput(ObjectMapper json) {
        this.json = json;
    }

    /** Writes one line of JSON to standard output, past everything that redirects it. */
    public void write(Object answer) throws IOException {
        byte[] line = (json.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(line);
        }
    }
}
