package io.punctual.local;

import io.punctual.local.database.Database;
import io.punctual.local.process.ServiceProcess;
import io.punctual.local.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the packaged services are told what they need on a laptop. */
public final class Services {
    private static final String WORKFLOW = "workflow-service";
    private static final String APPOINTMENTS = "appointments-service";
    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("punctual-local-only-signing-secret".getBytes(StandardCharsets.UTF_8));

    private final Settings settings;
    private final Terminal terminal;
    private final Map<String, String> more;

    /**
     * For one laptop.
     *
     * @param settings the ports, and the checkout with the packaged services
     * @param more further environment variables for both services
     */
    public Services(Settings settings, Terminal terminal, Map<String, String> more) {
        this.settings = settings;
        this.terminal = terminal;
        this.more = more;
    }

    /** Starts the workflow service; it is not ready yet when this returns. */
    public ServiceProcess startWorkflow(Database database) {
        return start(WORKFLOW, workflowEnvironment(database));
    }

    /** What the workflow service and its commands are told. */
    Map<String, String> workflowEnvironment(Database database) {
        Map<String, String> environment =
                environment(database, "workflow", settings.workflow().number());
        environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(settings.mail().number()));
        environment.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_SOURCE", "urn:punctual:appointments");
        environment.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_SECRETS", SECRET);
        environment.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_FIRMS", "*");
        return environment;
    }

    /** The packaged workflow service. */
    Path workflowJar() {
        return jar(WORKFLOW);
    }

    /** Starts the appointments service; it is not ready yet when this returns. */
    public ServiceProcess startAppointments(Database database) {
        Map<String, String> environment =
                environment(database, "appointments", settings.appointments().number());
        environment.put(
                "PUNCTUAL_EVENTS_TARGET",
                "http://127.0.0.1:" + settings.workflow().number() + "/api/v1/events");
        environment.put("PUNCTUAL_EVENTS_SECRET", SECRET);
        return start(APPOINTMENTS, environment);
    }

    private static Map<String, String> environment(Database database, String name, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(name));
        environment.put("QUARKUS_DATASOURCE_USERNAME", Database.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Database.USER);
        environment.put("QUARKUS_CONSOLE_COLOR", "false");
        return environment;
    }

    /** Refuses to start anything where a service was not built yet. */
    public void requirePackaged() {
        for (String module : List.of(WORKFLOW, APPOINTMENTS)) {
            ServiceProcess.requirePackaged(name(module), jar(module));
        }
    }

    private ServiceProcess start(String module, Map<String, String> environment) {
        environment.putAll(more);
        return ServiceProcess.start(name(module), jar(module), environment, settings.logs(), terminal);
    }

    private static String name(String module) {
        return module.replace('-', ' ');
    }

    private Path jar(String module) {
        return settings.project().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
