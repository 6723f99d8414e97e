package io.punctual.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.punctual.ground.test.PostgresResource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Migrations by logins that are no superusers, as in production: they make the roles, or say who has to. */
class MigrationTest {

    @Test
    void theOwnerMigratesAndAnotherLoginTakesTheRolesWithoutInheritingThem() throws SQLException {
        prepare("plain", "CREATE ROLE plain_owner LOGIN CREATEROLE", "CREATE ROLE plain_service LOGIN");
        migrate("plain", "plain_owner", "plain_service");
        migrate("plain", "plain_owner", "plain_service");

        try (Connection service = connect("plain", "plain_service");
                Statement statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM firm"))
                    .hasMessageContaining("permission denied");
            for (String role : List.of("runtime", "engine", "operator")) {
                statement.execute("SET ROLE plain_" + role);
            }
            statement.execute("SET ROLE plain_runtime");
            try (var rows = statement.executeQuery("SELECT * FROM firm")) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void aLoginThatMayNotCreateRolesIsToldWhatToHaveCreated() throws SQLException {
        prepare("bound", "CREATE ROLE bound_owner LOGIN");

        Throwable refusal = catchThrowable(() -> migrate("bound", "bound_owner", "bound_owner"));

        assertThat(refusal)
                .hasStackTraceContaining("bound_owner may not create the role bound_runtime")
                .hasStackTraceContaining("bound_runtime, bound_engine and bound_operator")
                .hasStackTraceContaining("GRANT bound_runtime TO bound_owner WITH INHERIT FALSE, SET TRUE");

        try (Connection administrator = PostgresResource.ownerSource("bound").getConnection();
                Statement statement = administrator.createStatement()) {
            for (String role : List.of("bound_runtime", "bound_engine", "bound_operator")) {
                statement.execute("CREATE ROLE " + role + " NOLOGIN");
                statement.execute("GRANT " + role + " TO bound_owner WITH INHERIT FALSE, SET TRUE");
            }
        }
        migrate("bound", "bound_owner", "bound_owner");
    }

    @Test
    void servicesAndReplicasOnOneServerMigrateAtOnce() throws Exception {
        prepare("first", "CREATE ROLE shared_owner LOGIN CREATEROLE");
        prepare("second", "ALTER ROLE shared_owner CREATEROLE");
        giveTo("shared_owner", "first", "second");

        List<Callable<Boolean>> starts = List.of(
                () -> migrate("first", "shared_owner", "shared_owner"),
                () -> migrate("second", "shared_owner", "shared_owner"),
                () -> migrate("first", "shared_owner", "shared_owner"),
                () -> migrate("second", "shared_owner", "shared_owner"));
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
            for (Future<Boolean> start : threads.invokeAll(starts)) {
                assertThat(start.get()).isTrue();
            }
        }
    }

    @Test
    void sendersThatWereConfiguredBeforeStayGood() throws SQLException {
        prepare("older", "CREATE ROLE older_owner LOGIN CREATEROLE");
        migrate("older", "older_owner", "older_owner", "5");
        try (Connection administrator = PostgresResource.ownerSource("older").getConnection();
                Statement statement = administrator.createStatement()) {
            statement.execute("""
                    INSERT INTO firm_settings (firm_id, default_from, senders, version, updated_at) VALUES
                    (gen_random_uuid(), 'a@acme.example', '{a@acme.example,B@acme.example}', 3, now()),
                    (gen_random_uuid(), NULL, '{}', 1, now())
                    """);
            migrate("older", "older_owner", "older_owner", "latest");
            try (var rows = statement.executeQuery(
                    "SELECT string_agg(address, ' ' ORDER BY address) AS all_of_them, bool_and(listed AND verified_at IS NOT NULL"
                            + " AND substring(id::text FROM 15 FOR 1) = '7') AS good FROM sender")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("all_of_them").split(" ", -1))
                        .containsExactlyInAnyOrder("a@acme.example", "B@acme.example");
                assertThat(rows.getBoolean("good")).isTrue();
            }
        }
    }

    private static boolean migrate(String database, String owner, String service) {
        return migrate(database, owner, service, "latest");
    }

    private static boolean migrate(String database, String owner, String service, String target) {
        return Flyway.configure()
                .dataSource(PostgresResource.url(database), owner, "")
                .locations("classpath:db/migration")
                .placeholders(Map.of("service_login", service))
                .target(target)
                .load()
                .migrate()
                .success;
    }

    /** A database without any role of ours, owned by the first role that is made. */
    private static void prepare(String database, String... statements) throws SQLException {
        PostgresResource.url(database);
        try (Connection connection = PostgresResource.ownerSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : List.of("runtime", "engine", "operator")) {
                statement.execute("DROP ROLE IF EXISTS " + database + "_" + role);
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        giveTo(statements[0].split(" ", -1)[2], database);
    }

    private static void giveTo(String owner, String... databases) throws SQLException {
        try (Connection connection = PostgresResource.ownerSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("ALTER DATABASE " + database + " OWNER TO " + owner);
            }
        }
    }

    private static Connection connect(String database, String login) throws SQLException {
        return DriverManager.getConnection(PostgresResource.url(database), login, "");
    }
}
