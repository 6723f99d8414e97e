package io.punctual.trial.bench;

import io.punctual.trial.bench.figure.Report;
import io.punctual.trial.bench.figure.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the benchmark: a server, a process for each setup, and the table at the end. */
public final class Bench {
    private final Options options;
    private final Server server;
    private final Path work;
    private final Samples samples = new Samples();
    private final List<String> failures = new ArrayList<>();

    private Bench(Options options, Server server, Path work) {
        this.options = options;
        this.server = server;
        this.work = work;
    }

    /**
     * Measures what was asked for, prints what runs and the goals, and writes {@code bench.json} and {@code bench.md}.
     *
     * @param args names of scenarios (all where none is named), {@code --quick}, {@code --rows=N}, {@code --out=DIRECTORY}
     * @return 0 where everything was measured
     */
    public static int run(String... args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        Path work = Files.createDirectories(options.out().resolve("bench"));
        try (Server server = Server.start()) {
            return new Bench(options, server, work).run();
        }
    }

    private int run() throws IOException, InterruptedException {
        List<String> conditions = conditions();
        conditions.forEach(System.out::println);
        for (Setup setup : Setup.values()) {
            List<Scenario> scenarios = options.scenarios().stream()
                    .filter(scenario -> scenario.setup() == setup)
                    .distinct()
                    .toList();
            if (!scenarios.isEmpty()) {
                measure(setup, scenarios);
            }
        }
        Report report = new Report(samples, conditions, failures);
        samples.write(options.out().resolve("bench.json"));
        Files.writeString(options.out().resolve("bench.md"), report.page());
        System.out.println();
        System.out.println(report.goals());
        System.out.println("Every figure: " + options.out().resolve("bench.md"));
        return failures.isEmpty() ? 0 : 1;
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>(server.conditions());
        conditions.addFirst("%d processors, JDK %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")));
        if (options.quick()) {
            conditions.addFirst("A quick run: it shows that everything works, and its figures mean nothing");
        }
        return conditions;
    }

    private void measure(Setup setup, List<Scenario> scenarios) throws IOException, InterruptedException {
        System.out.println("\nNow: " + Scenario.titles(scenarios));
        if (setup == Setup.SEVERAL) {
            try {
                samples.addAll(new Replicas(server, options.sizes(), work).measure());
            } catch (RuntimeException e) {
                failures.add(Scenario.REPLICAS.title() + ": " + e.getMessage());
            }
            return;
        }
        String name = setup.title();
        Path results = work.resolve(name + ".json");
        Files.deleteIfExists(results);
        Path log = work.resolve(name + ".log");
        String database = "bench_" + name;
        server.database(database).close();
        server.database("peers").close();
        Map<String, String> environment = new HashMap<>(setup.environment());
        environment.put("PUNCTUAL_BENCH_RESULTS", results.toAbsolutePath().toString());
        environment.put("PUNCTUAL_BENCH_QUICK", Boolean.toString(options.quick()));
        environment.put("PUNCTUAL_BENCH_ROWS", Integer.toString(options.rows()));
        environment.put("PUNCTUAL_BENCH_PEERS_URL", server.url("peers"));
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(ServiceProcess.freePort()));
        List<String> arguments = new ArrayList<>(List.of("measure"));
        scenarios.forEach(scenario -> arguments.add(scenario.title()));
        try (ServiceProcess process = ServiceProcess.start(arguments, environment, "1g", server.url(database), log)) {
            process.awaitEnd();
        }
        Samples measured = Files.exists(results) ? Samples.read(results) : new Samples();
        scenarios.stream()
                .filter(scenario -> !measured.values().containsKey(scenario.title()))
                .forEach(scenario -> failures.add(scenario.title() + ": see " + log));
        samples.addAll(measured);
    }
}
