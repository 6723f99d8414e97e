package io.punctual.trial.bench;

import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.figure.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The packaged service, one to four times on one database. All work comes due at one instant that every process knows of; the
 * rate is up to the end of the last action. At the end one process is measured again, so that warmth is no advantage of the many.
 */
final class Replicas {
    private static final String NAME = Scenario.REPLICAS.title();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Server server;
    private final Sizes sizes;
    private final Path work;
    private final Samples samples = new Samples();
    private final Deque<ServiceProcess> running = new ArrayDeque<>();
    private final List<Path> logs = new ArrayList<>();
    private Duration ahead;

    Replicas(Server server, Sizes sizes, Path work) {
        this.server = server;
        this.sizes = sizes;
        this.work = work;
        this.ahead = Duration.ofSeconds(3).plusMillis(sizes.drain() / 10);
    }

    /** Measures, and returns what it came to. */
    Samples measure() throws IOException, InterruptedException {
        try (Owner owner = server.database(NAME)) {
            add();
            Backlog backlog = Backlog.ofTasks(owner);
            for (int replicas : sizes.replicas()) {
                while (running.size() < replicas) {
                    add();
                }
                rounds(owner, backlog, replicas);
            }
            while (running.size() > 1) {
                running.removeLast().close();
            }
            rounds(owner, backlog, 1);
        } finally {
            while (!running.isEmpty()) {
                running.removeLast().close();
            }
        }
        int most = sizes.replicas().getLast();
        samples.add(
                NAME,
                "four against one",
                samples.median(NAME, series(most)).orElseThrow()
                        / samples.median(NAME, series(1)).orElseThrow());
        samples.add(NAME, "run twice", runTwice());
        return samples;
    }

    private void add() throws IOException, InterruptedException {
        String name = NAME + "-" + (logs.size() + 1);
        Path runs = work.resolve(name + ".runs").toAbsolutePath();
        ServiceProcess process = ServiceProcess.start(
                List.of(),
                Map.of("PUNCTUAL_TRIAL_RUN_LOG", runs.toString()),
                "512m",
                server.url(NAME),
                work.resolve(name + ".log"));
        logs.add(runs);
        running.add(process);
        process.awaitReady();
    }

    private void rounds(Owner owner, Backlog backlog, int replicas) throws InterruptedException {
        for (int round = -sizes.replicaWarmUps() * replicas; round < sizes.slowRounds(); round++) {
            double rate = round(owner, backlog);
            System.out.printf(
                    "%s: %d running, %s: %,.0f/s%n",
                    NAME,
                    replicas,
                    round < 0 ? "warming up" : "round " + (round + 1) + " of " + sizes.slowRounds(),
                    rate);
            if (round >= 0) {
                samples.add(NAME, series(replicas), rate);
            }
        }
    }

    private double round(Owner owner, Backlog backlog) throws InterruptedException {
        while (true) {
            long before = completed(owner);
            Instant at = Instant.now().plus(ahead);
            backlog.between(sizes.drain(), at, at, Order.DUE);
            boolean inTime = Instant.now().isBefore(at.minusMillis(500));
            awaitNothingDue(owner, at);
            if (completed(owner) - before != sizes.drain()) {
                throw new IllegalStateException("Not all executions were completed");
            }
            if (inTime) {
                long micros = owner.number(
                        "SELECT (extract(epoch FROM max(finished_at) - ?::timestamptz) * 1000000)::bigint FROM outcome",
                        at);
                return sizes.drain() * 1e6 / micros;
            }
            ahead = ahead.multipliedBy(2);
        }
    }

    private static long completed(Owner owner) {
        return owner.number("SELECT count(*) FROM outcome WHERE status = 'completed'");
    }

    private static void awaitNothingDue(Owner owner, Instant at) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (owner.isAnythingDue(at)) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("The work was not done in " + LIMIT);
            }
            Thread.sleep(50);
        }
    }

    /** By the processes' own records, not by the database's. */
    private int runTwice() throws IOException {
        int twice = 0;
        Set<String> seen = new HashSet<>();
        for (Path log : logs) {
            for (String id : Files.readAllLines(log)) {
                twice += seen.add(id) ? 0 : 1;
            }
        }
        return twice;
    }

    private static String series(int replicas) {
        return replicas + " replicas";
    }
}
