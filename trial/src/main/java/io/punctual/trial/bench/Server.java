package io.punctual.trial.bench;

import io.punctual.trial.bench.data.Owner;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A PostgreSQL of the benchmark's own that keeps what it commits: that of the machine where one is installed, as people run it, or
 * else the embedded one, which is built to be small.
 */
final class Server implements AutoCloseable {
    static final String USER = "postgres";

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "1GB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "15min",
            "max_connections", "300",
            "shared_preload_libraries", "pg_stat_statements");

    /** Stops it. */
    private interface Stop {
        void now() throws IOException;
    }

    private final Stop postgres;
    private final int port;
    private final String origin;

    private Server(Stop postgres, int port, String origin) {
        this.postgres = postgres;
        this.port = port;
        this.origin = origin;
    }

    static Server start() throws IOException, InterruptedException {
        int port = ServiceProcess.freePort();
        Server server = installed(port).orElse(null);
        if (server == null) {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPort(port);
            SETTINGS.forEach(builder::setServerConfig);
            server = new Server(builder.start()::close, port, "embedded");
        }
        try (Owner owner = server.owner("postgres")) {
            // Where nobody asks for it, it counts nothing.
            owner.update("ALTER SYSTEM SET pg_stat_statements.track = 'none'");
            owner.number("SELECT pg_reload_conf()::int");
        }
        return server;
    }

    private static Optional<Server> installed(int port) throws InterruptedException {
        Optional<Path> programs = InstalledPostgres.programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Server(
                    InstalledPostgres.start(programs.get(), USER, port, SETTINGS)::close,
                    port,
                    "from " + programs.get()));
        } catch (IOException e) {
            System.err.println("The installed PostgreSQL is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A new database, or the one of this name. */
    Owner database(String name) {
        try (Owner owner = owner("postgres")) {
            if (owner.number("SELECT count(*) FROM pg_database WHERE datname = ?", name) == 0) {
                owner.update("CREATE DATABASE " + name);
            }
        }
        return owner(name);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** What it says of itself that matters for figures. */
    List<String> conditions() {
        String names = SETTINGS.keySet().stream()
                .filter(name -> !name.contains("statements") && !name.equals("listen_addresses"))
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        try (Owner owner = owner("postgres")) {
            return List.of(
                    "PostgreSQL " + owner.texts("SHOW server_version").getFirst() + ", " + origin,
                    String.join(
                            ", ",
                            owner.texts("SELECT name || ' = ' || current_setting(name) FROM pg_settings WHERE name IN ("
                                    + names + ", 'wal_sync_method') ORDER BY name")));
        }
    }

    private Owner owner(String database) {
        return new Owner(url(database), USER, USER);
    }

    @Override
    public void close() throws IOException {
        postgres.now();
    }
}
