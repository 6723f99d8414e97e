package io.punctual.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.tenancy.Scope;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever does not say for whom it asks sees nothing, whichever way it goes to the database. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScopesTest {
    private static final String INSERT =
            "INSERT INTO firm (firm_id, name, time_zone, locale, profile_at) VALUES (?, 'F', 'UTC', 'en', now())";
    private static final String ROLE = "SELECT current_user AS role";
    private static final String ROWS = "SELECT count(*) AS rows FROM firm";

    @Inject
    Database database;

    @Inject
    DataSource pool;

    @Inject
    EntityManager entities;

    private final OwnerDatabase owner = new OwnerDatabase("test");
    private final UUID firm = UUID.randomUUID();

    @BeforeEach
    void aFirmAndSomethingOfTheInstallation() {
        owner.update(INSERT, firm);
        owner.update(INSERT, Scope.NO_FIRM);
    }

    @AfterEach
    void theInstallationIsNoFirm() {
        owner.update("DELETE FROM firm WHERE firm_id = ?", Scope.NO_FIRM);
    }

    @Test
    void withoutAScopeNothingIsSeenWhicheverWayItIsAsked() throws SQLException {
        assertThat(rows()).isZero();
        assertThat(QuarkusTransaction.requiringNew().call(this::rows)).isZero();
        assertThat(QuarkusTransaction.requiringNew().call(this::rowsByHibernate))
                .isZero();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(ROWS)) {
            counted.next();
            assertThat(counted.getInt(1)).isZero();
        }
    }

    @Test
    void aFirmsScopeSeesItsOwnAloneByStatementsAndByHibernateInAnyOrder() {
        Acting.forFirm(firm, () -> {
            assertThat(rows()).isOne();
            QuarkusTransaction.requiringNew().run(() -> {
                assertThat(rows()).isOne();
                assertThat(rowsByHibernate()).isOne();
            });
            QuarkusTransaction.requiringNew().run(() -> {
                assertThat(rowsByHibernate()).isOne();
                assertThat(rows()).isOne();
            });
        });
    }

    @Test
    void aScopeEndsWithItsTransactionAndLeavesNothingOnTheConnection() throws SQLException {
        for (int i = 0; i < 20; i++) {
            assertThat(Acting.asEngine(this::role)).isEqualTo("test_engine");
            assertThat(Acting.asOperator(() -> QuarkusTransaction.requiringNew().call(this::role)))
                    .isEqualTo("test_operator");
            assertThat(Acting.forFirm(firm, this::role)).isEqualTo("test_runtime");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet left = statement.executeQuery("SELECT current_user, current_firm()")) {
                left.next();
                assertThat(left.getString(1)).isEqualTo("test_runtime");
                assertThat(left.getString(2)).isNull();
            }
        }
    }

    @Test
    void aStatementKeepsItsScopeWhateverItIsGivenAndHoweverOftenItRuns() {
        // The driver prepares what it has run five times, and treats it otherwise from then on.
        for (int i = 0; i < 20; i++) {
            assertThat(Acting.forFirm(firm, () -> namesOf(new UUID[] {firm}, null)))
                    .containsExactly("F");
            assertThat(Acting.forFirm(firm, () -> namesOf(new UUID[] {firm}, "nobody")))
                    .containsExactly("F");
            assertThat(Acting.asEngine(() -> since(new Instant[] {Instant.EPOCH, null})))
                    .isEqualTo(2);
        }
    }

    @Test
    void theScopeCannotChangeWithinATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Acting.forFirm(
                        firm, () -> QuarkusTransaction.requiringNew().call(() -> Acting.asEngine(this::role))));
    }

    private int rows() {
        return database.query(ROWS, row -> row.integer("rows")).getFirst();
    }

    private List<String> namesOf(UUID[] firms, @Nullable String other) {
        return database.query(
                "SELECT name FROM firm WHERE firm_id = ANY (?) AND name IS DISTINCT FROM ?::text",
                row -> row.text("name"),
                firms,
                other);
    }

    private int since(@Nullable Instant[] instants) {
        return database.query(
                        "SELECT count(*) AS rows FROM firm, unnest(?::timestamptz[]) AS since WHERE firm_id = ANY (?)",
                        row -> row.integer("rows"),
                        instants,
                        new UUID[] {firm})
                .getFirst();
    }

    private int rowsByHibernate() {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM firm").getSingleResult()).intValue();
    }

    private String role() {
        return database.query(ROLE, row -> row.text("role")).getFirst();
    }
}
