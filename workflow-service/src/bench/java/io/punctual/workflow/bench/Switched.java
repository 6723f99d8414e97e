package io.punctual.workflow.bench;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Scope;
import io.punctual.ground.tenancy.Scopes;
import io.punctual.ground.tenancy.Walls;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes the walls down and puts them up again, in the service and in the database, between two rounds. */
final class Switched {
    private static volatile boolean up = true;

    private Switched() {}

    /** From now on statements run with the walls, or as if there had never been any. */
    static void walls(boolean standing) {
        try (Connection connection = DurablePostgres.owner().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (var rows = statement.executeQuery(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + (standing ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY");
                statement.execute("GRANT ALL ON " + table + " TO bench_runtime");
            }
            up = standing;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves transactions without a scope while the walls are down. */
    @Alternative
    @Priority(2)
    @Singleton
    @Unremovable
    static final class SwitchedWalls extends Walls {
        SwitchedWalls(Scopes scopes) {
            super(scopes);
        }

        @Override
        public void onConnectionAcquire(Connection connection) {
            if (up) {
                super.onConnectionAcquire(connection);
            }
        }
    }

    /** Sends single statements without a scope while the walls are down. */
    @Alternative
    @Priority(2)
    @Singleton
    static final class SwitchedDatabase extends Database {
        SwitchedDatabase(DataSource dataSource, Scopes scopes) {
            super(dataSource, scopes);
        }

        @Override
        protected Optional<Scope> scopeToRaise(boolean first) {
            return super.scopeToRaise(first && up);
        }
    }
}
