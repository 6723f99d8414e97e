package io.punctual.local;

import io.punctual.local.database.Database;
import io.punctual.local.database.RunningServer;
import io.punctual.local.inbox.Inbox;
import io.punctual.local.inbox.InboxServer;
import io.punctual.local.inbox.MailServer;
import io.punctual.local.process.Leftovers;
import io.punctual.local.process.Port;
import io.punctual.local.process.Readiness;
import io.punctual.local.process.ServiceProcess;
import io.punctual.local.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that runs on the laptop. Started in order, stopped in the opposite one. */
public final class Laptop implements AutoCloseable {
    /** How many mails the inbox keeps. */
    private static final int KEPT_MAILS = 1_000;

    private final Settings settings;
    private final Terminal terminal;
    private final Clock clock;
    private final Leftovers leftovers;
    private final List<ServiceProcess> services = new ArrayList<>();
    private @Nullable Database database;
    private @Nullable MailServer mailServer;
    private @Nullable InboxServer inboxServer;

    /** Starts nothing yet. */
    public Laptop(Settings settings, Terminal terminal, Clock clock) {
        this.settings = settings;
        this.terminal = terminal;
        this.clock = clock;
        this.leftovers = new Leftovers(settings.data().resolve("run"));
    }

    /**
     * Starts everything and waits until both services are ready.
     *
     * @throws io.punctual.local.terminal.LaunchFailure with what the person can do about it
     */
    public void start() throws InterruptedException {
        Services packaged = new Services(settings, terminal, Map.of());
        packaged.requirePackaged();
        Path postgres = settings.data().resolve("postgres");
        leftovers.stopAll(terminal);
        RunningServer.on(postgres).ifPresent(server -> {
            terminal.step("stopping the PostgreSQL that an earlier start left running");
            server.stop();
        });
        Port.requireFree(settings.ports());

        terminal.step("PostgreSQL on port " + settings.database().number() + ", data in " + postgres);
        Database started = Database.start(
                postgres, settings.database().number(), settings.logs().resolve("postgres.log"));
        database = started;

        terminal.step("mail server on port " + settings.mail().number() + ", inbox page on port "
                + settings.inbox().number());
        Inbox inbox = new Inbox(KEPT_MAILS);
        mailServer = MailServer.start(settings.mail().number(), inbox, clock);
        inboxServer = InboxServer.start(settings.inbox().number(), inbox);

        terminal.step("both services (a few seconds; logs in " + settings.logs() + ")");
        ServiceProcess workflow = remember(packaged.startWorkflow(started));
        ServiceProcess appointments = remember(packaged.startAppointments(started));
        Readiness readiness = new Readiness();
        readiness.await(workflow, settings.workflow().number());
        terminal.step("workflow service ready on port " + settings.workflow().number());
        readiness.await(appointments, settings.appointments().number());
        terminal.step(
                "appointments service ready on port " + settings.appointments().number());
    }

    private ServiceProcess remember(ServiceProcess service) {
        services.add(service);
        leftovers.remember(service.name(), service.handle());
        return service;
    }

    /** Completes with the first service that ends by itself; only for a started laptop. */
    public CompletableFuture<ServiceProcess> firstEnd() {
        return services.stream()
                .map(ServiceProcess::onExit)
                .reduce((one, other) -> one.applyToEither(other, Function.identity()))
                .orElseThrow();
    }

    /** Stops the services gracefully, then the mail server and the inbox, then the database. */
    @Override
    public void close() {
        if (database == null) {
            return;
        }
        terminal.say("");
        terminal.say("Stopping (Ctrl-C once more to end everything at once)");
        services.forEach(ServiceProcess::requestStop);
        for (ServiceProcess service : services) {
            service.awaitStop();
            leftovers.forget(service.name());
            terminal.step(service.name() + " stopped");
        }
        if (mailServer != null) {
            mailServer.close();
        }
        if (inboxServer != null) {
            inboxServer.close();
        }
        database.close();
        terminal.step("PostgreSQL stopped; the data stays in " + settings.data());
    }

    /** Ends everything at once, without waiting for what runs. PostgreSQL recovers at the next start. */
    public void abort() {
        services.forEach(ServiceProcess::kill);
        RunningServer.on(settings.data().resolve("postgres")).ifPresent(RunningServer::abort);
    }
}
