package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Everything one trial needs: a database, a world to act on, a publisher, and as many replicas as it asks for. */
final class Installation implements AutoCloseable {
    static final List<UUID> FIRMS = List.of(
            UUID.fromString("00000000-0000-7000-8000-00000000ac3e"),
            UUID.fromString("00000000-0000-7000-8000-000000910be0"));
    /** The ends of all executions are waited for so long: leases lapse meanwhile, and busy machines are slow. */
    static final Duration SETTLING = Duration.ofMinutes(5);

    private static final List<String> ADMINS = List.of("admin@acme", "admin@globex");
    private static final Duration LONGEST_CALL = Duration.ofMillis(400);
    private static final Duration MAIL_PAUSE = Duration.ofMillis(10);

    private final Clock clock = Clock.systemUTC();
    private final Path logs;
    private final Map<String, String> more;
    private final PostgresServer server;
    private final Facts facts;
    private final HttpSink calls;
    private final MailSink mails = new MailSink(clock, MAIL_PAUSE);
    private final Incidents incidents = new Incidents();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final Owners owners;
    private final Publisher publisher = new Publisher(this::door, clock);
    private int started;

    /**
     * Starts all but the replicas.
     *
     * @param directory for its data
     * @param name of the trial, and of the directory below {@code target/crash} for what everybody logs
     * @param more settings for its replicas
     */
    Installation(Path directory, String name, Map<String, String> more) {
        this(directory, name, more, LONGEST_CALL);
    }

    Installation(Path directory, String name, Map<String, String> more, Duration longestCall) {
        this.more = more;
        this.logs = Path.of("target", "crash", name).toAbsolutePath();
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calls = new HttpSink(clock, longestCall);
        server = new PostgresServer(directory.resolve("postgres"), logs.resolve("postgres.log"));
        facts = new Facts(server);
        owners = new Owners(facts);
    }

    Facts facts() {
        return facts;
    }

    PostgresServer server() {
        return server;
    }

    HttpSink calls() {
        return calls;
    }

    MailSink mails() {
        return mails;
    }

    Publisher publisher() {
        return publisher;
    }

    Incidents incidents() {
        return incidents;
    }

    Clock clock() {
        return clock;
    }

    Load load(Random random, Duration pace, Duration latest) {
        return new Load(publisher, clock, random, pace, latest);
    }

    /** Starts another process, which takes part as soon as it is ready. */
    Replica start() {
        Replica replica = Replica.start("replica-" + ++started, environment("replica-" + started), logs);
        replicas.add(replica);
        return replica;
    }

    /** Makes the workflow whose steps this trial counts, in each firm. */
    void makeWorkflows(Step... steps) {
        Replica replica = replicas.getFirst().awaitReady();
        String document =
                "{\"name\": \"Trial\", \"trigger\": \"appointment_created\", \"status\": \"active\", \"steps\": ["
                        + Arrays.stream(steps).map(Step::json).collect(Collectors.joining(", ")) + "]}";
        for (String admin : ADMINS) {
            post(replica.at("/api/v1/workflows"), admin, document);
        }
    }

    private static void post(URI address, String user, String document) {
        String login = Base64.getEncoder().encodeToString((user + ":punctual").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until a replica runs executions, and learns by what name: only one may be unknown at a time. It waits long, since
     * there must be work for it.
     */
    void awaitAtWork(Replica replica) {
        await().alias(replica.name() + " to run executions")
                .atMost(SETTLING)
                .until(() -> owners.of(replica).isPresent());
    }

    /** Ends a process at once, and writes down what it had in flight when the database had heard its last word. */
    void kill(Replica replica) {
        replica.kill();
        replicas.remove(replica);
        await().alias("last statements of " + replica.name())
                .atMost(SETTLING)
                .until(() -> facts.sessions(replica.name()) == 0);
        incidents.add(owners.of(replica).map(facts::started).orElse(Set.of()));
    }

    /** Ends a process in order. It must not take longer than this, and must leave nothing behind. */
    void stop(Replica replica, Duration limit) throws InterruptedException {
        replicas.remove(replica);
        assertThat(replica.stop(limit))
                .as("%s stopped within %s; see %s", replica.name(), limit, replica.log())
                .isTrue();
        assertThat(owners.of(replica).map(facts::held).orElse(0))
                .as("what %s left leased", replica.name())
                .isZero();
    }

    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** Waits until every execution has ended. */
    void awaitAllEnded() {
        await().atMost(SETTLING)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(facts.unfinished()).isEmpty());
    }

    /** Holds everything against everything, and tells how it went. */
    Checker check(List<Meeting> booked, String told) {
        Map<String, List<Arrival>> arrivals = new HashMap<>(calls.arrivals().byKey());
        arrivals.putAll(mails.arrivals().byKey());
        Checker checker = new Checker(booked, facts.executions(), incidents, arrivals);
        List<String> faults = checker.faults();
        System.out.printf("%s: %s; failed tries: %s%n", told, checker.summary(), facts.failedTries());
        assertThat(publisher.refusals()).as(told).isEmpty();
        assertThat(faults.stream().limit(20).toList())
                .as("%s: %d faults; %s; logs in %s", told, faults.size(), checker.summary(), logs)
                .isEmpty();
        return checker;
    }

    private URI door() {
        List<Replica> now = replicas();
        return now.isEmpty()
                ? URI.create("http://127.0.0.1:9/")
                : now.get(ThreadLocalRandom.current().nextInt(now.size())).at("/api/v1/events");
    }

    private Map<String, String> environment(String replica) {
        Map<String, String> all = new HashMap<>();
        all.put("QUARKUS_PROFILE", "local");
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_DATASOURCE_JDBC_URL", server.url(replica));
        all.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.LOGIN);
        all.put("QUARKUS_DATASOURCE_PASSWORD", PostgresServer.LOGIN);
        all.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        all.put("QUARKUS_MAILER_PORT", Integer.toString(mails.port()));
        all.put("QUARKUS_CONSOLE_COLOR", "false");
        all.put("PUNCTUAL_TRIAL_SINK", calls.address().toString());
        all.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_SOURCE", "urn:punctual:appointments");
        all.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_SECRETS", Publisher.SECRET);
        all.put("PUNCTUAL_INTAKE_SOURCES_APPOINTMENTS_FIRMS", "*");
        all.put("PUNCTUAL_MESSAGES_DAILY_LIMIT", "10000000");
        all.put("PUNCTUAL_LIMITS_ADDRESS_PER_MINUTE", "0");
        all.put("PUNCTUAL_EMAIL_TIMEOUT", "20S");
        all.put("PUNCTUAL_EXECUTION_TIMEOUT", "20s");
        all.put("PUNCTUAL_EXECUTION_LEASE", "30s");
        all.put("PUNCTUAL_EXECUTION_RESCUE", "1s");
        all.putAll(more);
        return all;
    }

    @Override
    public void close() {
        publisher.close();
        replicas.forEach(Replica::kill);
        server.close();
        calls.close();
        mails.close();
    }
}
