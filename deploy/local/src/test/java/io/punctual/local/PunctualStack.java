package io.punctual.local;

import io.punctual.local.database.Database;
import io.punctual.local.inbox.Inbox;
import io.punctual.local.inbox.Mail;
import io.punctual.local.inbox.MailServer;
import io.punctual.local.process.Port;
import io.punctual.local.process.Readiness;
import io.punctual.local.process.ServiceProcess;
import io.punctual.local.seed.Api;
import io.punctual.local.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Both packaged services as real processes, with a database and a mail server of their own, on free ports. */
final class PunctualStack implements AutoCloseable {
    /** What a dead worker had started is repeated soon, so that the test need not wait long for it. */
    private static final Map<String, String> SHORT_LEASES =
            Map.of("PUNCTUAL_EXECUTION_TIMEOUT", "10s", "PUNCTUAL_EXECUTION_LEASE", "25s");

    private final Settings settings;
    private final Database database;
    private final Inbox inbox = new Inbox(100_000);
    private final MailServer mailServer;
    private final Services services;
    private final Readiness readiness = new Readiness();
    private final ServiceProcess appointments;
    private ServiceProcess workflow;

    PunctualStack(Path directory) throws InterruptedException {
        Terminal terminal = new Terminal(System.out);
        settings = new Settings(Main.checkout(), directory, port("a"), port("b"), port("c"), port("d"), port("e"));
        services = new Services(settings, terminal, SHORT_LEASES);
        services.requirePackaged();
        database = Database.start(
                directory.resolve("postgres"), settings.database().number(), directory.resolve("logs/postgres.log"));
        mailServer = MailServer.start(settings.mail().number(), inbox, Clock.systemUTC());
        workflow = services.startWorkflow(database);
        appointments = services.startAppointments(database);
        readiness.await(workflow, settings.workflow().number());
        readiness.await(appointments, settings.appointments().number());
    }

    private static Port port(String owner) {
        return new Port(FreePort.find(), owner, owner);
    }

    /** Ends the workflow service as a power cut would. */
    void killWorkflowService() {
        workflow.kill();
    }

    /** Stops the workflow service in order. */
    void stopWorkflowService() {
        workflow.requestStop();
        workflow.awaitStop();
    }

    /** Starts it again, without waiting for it. */
    void startWorkflowService() {
        workflow = services.startWorkflow(database);
    }

    /** Waits until it has started again. */
    void awaitWorkflowService() throws InterruptedException {
        readiness.await(workflow, settings.workflow().number());
    }

    /** What a command wrote to standard output, and its exit code. */
    record Finished(String output, int exitCode) {}

    /** Runs a command of the packaged workflow service to its end, as cron would. */
    Finished workflowCommand(String... words) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> line =
                new ArrayList<>(List.of(java, "-jar", services.workflowJar().toString()));
        line.addAll(List.of(words));
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().putAll(services.workflowEnvironment(database));
        command.redirectError(settings.logs().resolve(words[0] + ".log").toFile());
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(output, process.waitFor());
    }

    /** Every mail that has arrived so far. */
    List<Mail> mails() {
        return inbox.newestFirst();
    }

    String workflowUrl() {
        return "http://127.0.0.1:" + settings.workflow().number();
    }

    String appointmentsUrl() {
        return "http://127.0.0.1:" + settings.appointments().number();
    }

    Api workflows(String user) {
        return new Api(workflowUrl() + "/api/v1", user);
    }

    Api appointments(String user) {
        return new Api(appointmentsUrl() + "/api/v1", user);
    }

    @Override
    public void close() {
        workflow.requestStop();
        appointments.requestStop();
        workflow.awaitStop();
        appointments.awaitStop();
        mailServer.close();
        database.close();
    }
}
