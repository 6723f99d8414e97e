package io.punctual.ground.test.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.PostgresResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What row-level security promises, asked of the tables and roles themselves, without the service between. */
public final class WallRules {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String database;
    private final OwnerDatabase owner;
    private final FirmRows rows;
    /** The roles that see no more than the transaction's firms. */
    private final List<String> ofFirms;

    /**
     * For a migrated database of the tests' server.
     *
     * @param further roles that see what the transaction's firms have, beside that of people
     */
    public WallRules(String database, String... further) {
        this.database = database;
        this.ofFirms = Stream.concat(Stream.of("runtime"), Stream.of(further)).toList();
        this.owner = new OwnerDatabase(database);
        this.rows = new FirmRows(database);
    }

    /**
     * Every table but Flyway's is forced behind policies, and its key begins with the firm. A partition that has no policies shows
     * nobody anything past its parent's, and nobody may even ask.
     */
    public void everyTableIsWalledIn() {
        List<String> open = owner.query("""
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
                  AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                    AND (EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) OR c.relispartition
                        AND NOT EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner))
                    AND EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'firm_id'))
                """, row -> row.text("relname"));
        assertThat(open).as("tables without walls").isEmpty();
    }

    /** Nobody logs in as a role, and none of them passes policies or may give itself more. */
    public void rolesAreWeak() {
        List<String> strong = owner.query("""
                SELECT rolname FROM pg_roles WHERE rolname LIKE current_database() || '\\_%'
                  AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb
                       OR pg_has_role(rolname, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER'))
                """, row -> row.text("rolname"));
        assertThat(strong).isEmpty();
        assertThat(owner.query(
                        "SELECT rolname FROM pg_roles WHERE rolname LIKE current_database() || '\\_%' ORDER BY 1",
                        row -> row.text("rolname")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("engine", "operator"), ofFirms.stream())
                        .map(role -> database + "_" + role)
                        .toList());
    }

    /** A statement without any condition shows the rows of the transaction's firm alone, and without a firm none. */
    public void aForgottenConditionShowsNothingOfOthers(UUID firmId) throws SQLException {
        for (String role : ofFirms) {
            for (String table : rows.tables()) {
                if (may(role, table, "SELECT")) {
                    String firms = "SELECT DISTINCT firm_id FROM " + table;
                    assertThat(as(role, firmId.toString(), firms)).as(table).isSubsetOf(firmId.toString());
                    assertThat(as(role, UUID.randomUUID().toString(), firms))
                            .as(table)
                            .isEmpty();
                    assertThat(as(role, "", firms)).as(table).isEmpty();
                }
            }
        }
    }

    /** A row for another firm is refused, whichever table it goes to. */
    public void aRowForAnotherFirmIsRefused(UUID firmId) throws SQLException {
        List<String> tried = new ArrayList<>();
        for (String table : rows.tables()) {
            for (String role :
                    Stream.concat(ofFirms.stream(), Stream.of("operator")).toList()) {
                boolean seesAll = owner.query(
                                        "SELECT 1 AS one FROM pg_policies WHERE tablename = ? AND policyname = 'of_operator' AND qual = 'true'",
                                        row -> row.integer("one"),
                                        table)
                                .size()
                        == 1;
                if (may(role, table, "INSERT") && !(role.equals("operator") && seesAll)) {
                    assertThatThrownBy(() -> as(
                                    role,
                                    UUID.randomUUID().toString(),
                                    "INSERT INTO " + table + " (firm_id) VALUES ('" + firmId
                                            + "') RETURNING 'written'"))
                            .as(role + " and " + table)
                            .hasMessageContaining("row-level security");
                    tried.add(table);
                }
            }
        }
        assertThat(tried).isNotEmpty();
    }

    /** Whoever owns the tables is walled in too: without a role it sees nothing. */
    public void theOwnerSeesNothingEither() throws SQLException {
        try (Connection connection = PostgresResource.ownerSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            lockAll(connection, statement);
            statement.execute("CREATE ROLE plain_owner");
            for (String table : rows.tables()) {
                statement.execute("ALTER TABLE " + table + " OWNER TO plain_owner");
            }
            statement.execute("SET LOCAL ROLE plain_owner");
            for (String table : rows.tables()) {
                try (ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    counted.next();
                    assertThat(counted.getInt(1)).as(table).isZero();
                }
            }
            connection.rollback();
        }
    }

    /** All tables or none of them, so that nobody who is at work in the background and we wait for each other. */
    private void lockAll(Connection connection, Statement statement) throws SQLException {
        String lock = "LOCK TABLE " + String.join(", ", rows.tables()) + " IN ACCESS EXCLUSIVE MODE NOWAIT";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                statement.execute(lock);
                return;
            } catch (SQLException e) {
                connection.rollback();
                if (!e.getSQLState().equals(LOCK_NOT_AVAILABLE) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private boolean may(String role, String table, String right) {
        return owner.first(
                        "SELECT has_any_column_privilege(current_database() || '_' || ?, ?, ?) AS may",
                        row -> row.bool("may"),
                        role,
                        table,
                        right)
                .orElseThrow();
    }

    private List<String> as(String role, String firm, String sql) throws SQLException {
        try (Connection connection = PostgresResource.ownerSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE " + database + "_" + role);
            statement.execute("SET LOCAL punctual.firm = '" + firm + "'");
            List<String> values = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    values.add(found.getString(1));
                }
            }
            connection.rollback();
            return values;
        }
    }
}
