package io.punctual.local;

import io.punctual.local.process.ServiceProcess;
import io.punctual.local.seed.Seeding;
import io.punctual.local.terminal.LaunchFailure;
import io.punctual.local.terminal.Signals;
import io.punctual.local.terminal.Terminal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** {@code make run}: starts everything, seeds it, waits for Ctrl-C and stops everything. */
public final class Main {
    private final Terminal terminal;
    private final Laptop laptop;
    private final Settings settings;
    private final Clock clock;

    private Main(Settings settings, Terminal terminal, Clock clock) {
        this.settings = settings;
        this.terminal = terminal;
        this.clock = clock;
        this.laptop = new Laptop(settings, terminal, clock);
    }

    /**
     * Runs until it is told to stop or a service ends; exits with 0 only in the first case.
     *
     * @param arguments {@code --help} or nothing
     */
    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.out);
        if (List.of(arguments).contains("--help")) {
            terminal.say(Texts.HELP);
            return;
        }
        int code;
        try {
            Settings settings = Settings.from(checkout(), System.getenv());
            try (DataLock _ = DataLock.on(settings.data())) {
                code = new Main(settings, terminal, Clock.systemUTC()).run();
            }
        } catch (LaunchFailure e) {
            terminal.say("");
            terminal.say(e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    /** The checkout that this was built in: {@code deploy/local/target} lies three levels below it. */
    static Path checkout() {
        try {
            Path code = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run() {
        CompletableFuture<Optional<ServiceProcess>> end = new CompletableFuture<>();
        Thread starter = Thread.currentThread();
        Signals.onStop(
                () -> {
                    end.complete(Optional.empty());
                    starter.interrupt();
                },
                () -> {
                    laptop.abort();
                    Runtime.getRuntime().halt(130);
                });
        try {
            return startAndWait(end);
        } catch (InterruptedException askedToStop) {
            return 0;
        } finally {
            // The wish to stop must not cut the stopping itself short.
            Thread.interrupted();
            laptop.close();
        }
    }

    private int startAndWait(CompletableFuture<Optional<ServiceProcess>> end) throws InterruptedException {
        terminal.say("Starting Punctual");
        laptop.start();
        terminal.step("example data");
        Seeding.Fresh fresh = new Seeding(
                        url(settings.workflow().number()),
                        url(settings.appointments().number()),
                        clock)
                .run();
        terminal.say(Texts.welcome(settings, fresh));
        Optional<ServiceProcess> ended = end.applyToEither(
                        laptop.firstEnd().thenApply(Optional::of), Function.identity())
                .join();
        ended.ifPresent(service -> terminal.say(service.obituary()));
        return ended.isPresent() ? 1 : 0;
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
