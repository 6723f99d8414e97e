package io.punctual.local;

import io.punctual.local.process.Port;
import io.punctual.local.terminal.LaunchFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where everything listens and keeps its data.
 *
 * @param project the checkout, with the packaged services below it
 * @param data directory for the database, logs and process records; made if missing
 * @param workflow port of the workflow service
 * @param appointments port of the appointments service
 * @param database port of PostgreSQL
 * @param mail port of the mail server
 * @param inbox port of the inbox page
 */
public record Settings(
        Path project, Path data, Port workflow, Port appointments, Port database, Port mail, Port inbox) {

    /** Names the directory that holds database, logs and process records. */
    public static final String DATA_DIR = "PUNCTUAL_DATA_DIR";

    /**
     * Reads them from the environment.
     *
     * @param project the checkout
     * @param environment the process environment
     * @throws LaunchFailure if a port is not a number from 1 to 65535
     */
    public static Settings from(Path project, Map<String, String> environment) {
        String data = environment.getOrDefault(DATA_DIR, "");
        return new Settings(
                project,
                data.isBlank() ? project.resolve(".data") : Path.of(data).toAbsolutePath(),
                Port.from(environment, "PUNCTUAL_WORKFLOW_PORT", 8080, "the workflow service"),
                Port.from(environment, "PUNCTUAL_APPOINTMENTS_PORT", 8081, "the appointments service"),
                Port.from(environment, "PUNCTUAL_DATABASE_PORT", 54329, "PostgreSQL"),
                Port.from(environment, "PUNCTUAL_MAIL_PORT", 1025, "the mail server"),
                Port.from(environment, "PUNCTUAL_INBOX_PORT", 8025, "the inbox page"));
    }

    /** Every port that must be free before anything starts. */
    public List<Port> ports() {
        return List.of(workflow, appointments, database, mail, inbox);
    }

    /** Logs of the services and of PostgreSQL. */
    public Path logs() {
        return data.resolve("logs");
    }
}
