package io.punctual.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.punctual.ground.id.Ids;
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
            for (String role : List.of("runtime", "intake", "engine", "operator")) {
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
                .hasStackTraceContaining("bound_runtime, bound_intake, bound_engine, bound_operator")
                .hasStackTraceContaining("GRANT bound_runtime TO bound_owner WITH INHERIT FALSE, SET TRUE");

        try (Connection administrator = PostgresResource.ownerSource("bound").getConnection();
                Statement statement = administrator.createStatement()) {
            for (String role : List.of("bound_runtime", "bound_intake", "bound_engine", "bound_operator")) {
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

    @Test
    void historyFromBeforeItWasPartitionedIsKept() throws SQLException {
        prepare("aged", "CREATE ROLE aged_owner LOGIN CREATEROLE", "CREATE ROLE aged_service LOGIN");
        migrate("aged", "aged_owner", "aged_service", "8");
        try (Connection administrator = PostgresResource.ownerSource("aged").getConnection();
                Statement statement = administrator.createStatement()) {
            // Of two years ago, of now, of a clock that is far ahead, and of none.
            statement.execute("""
                    CREATE TEMPORARY TABLE made AS SELECT id::uuid FROM (VALUES ('018e0000-0000-7000-8000-000000000001'), ('%s'),
                        ('02000000-0000-7000-8000-000000000003'), ('ffffffff-0000-4000-8000-000000000004')) ids(id);
                    INSERT INTO execution SELECT '00000000-0000-7000-8000-00000000ac3e', id, id, 1, 's1', 0, 'send_email', id,
                        'e', now(), 'appointment_created', 0, 'contact', 'start', now(), NULL FROM made;
                    INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, attempt, finished_at)
                        SELECT firm_id, id, id, 1, 'completed', 2, now() FROM execution;
                    INSERT INTO attempt (firm_id, execution_id, number, result, finished_at)
                        SELECT firm_id, id, 1, 'failed', now() FROM execution;
                    INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata,
                            chain_position, hash)
                        SELECT firm_id, id, 'x', 'x', 'x', 'x', now(), '{}', row_number() OVER (), '' FROM execution;
                    """.formatted(Ids.next()));
            migrate("aged", "aged_owner", "aged_service", "latest");
            try (var rows = statement.executeQuery("""
                    SELECT e.tableoid::regclass || ' ' || o.tableoid::regclass || ' ' || a.tableoid::regclass || ' '
                        || c.tableoid::regclass AS places
                    FROM execution e JOIN outcome o ON o.execution_id = e.id JOIN attempt a ON a.execution_id = e.id
                    JOIN audit_event c ON c.id = e.id ORDER BY e.id
                    """)) {
                assertThat(rows.next()).isTrue();
                String first = rows.getString("places");
                assertThat(first)
                        .matches("execution_before_\\d{4}_\\d\\d outcome_\\S+ attempt_\\S+ audit_event_before_\\S+");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("places")).isEqualTo(first);
                for (int ahead = 0; ahead < 2; ahead++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("places"))
                            .isEqualTo("execution_default outcome_default attempt_default audit_event_default");
                }
                assertThat(rows.next()).isFalse();
            }
        }
        try (Connection service = connect("aged", "aged_service");
                Statement statement = service.createStatement()) {
            statement.execute("SET ROLE aged_runtime");
            statement.execute("SET punctual.firm = '00000000-0000-7000-8000-00000000ac3e'");
            try (var rows =
                    statement.executeQuery("SELECT count(*) FROM execution JOIN outcome ON execution_id = id")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(4);
            }
            for (String table : List.of("execution_default", "outcome_default", "audit_event_default")) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM " + table))
                        .hasMessageContaining("permission denied");
            }
            // The engine makes a month with the owner's rights and none of its own.
            statement.execute("SET ROLE aged_engine");
            try (var rows =
                    statement.executeQuery("SELECT make_history_partitions('{execution,outcome}', '2050-02-01Z')")) {
                rows.next();
                assertThat(rows.getBoolean(1)).isTrue();
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
                .placeholders(Map.of("service_login", service, "roles", "_runtime,_intake,_engine,_operator"))
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
            for (String role : List.of("runtime", "intake", "engine", "operator")) {
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
