package io.punctual.trial.bench.scenario;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Scope;
import io.punctual.ground.tenancy.Scopes;
import io.punctual.ground.tenancy.Walls;
import io.punctual.trial.bench.data.Owner;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes the walls down and puts them up again, in the service and in the database, between two rounds. They stand unless told. */
final class Switched {
    private static volatile boolean up = true;

    private Switched() {}

    /** From now on statements run with the walls, or as if there had never been any. */
    static void walls(Owner owner, boolean standing) {
        String runtime = owner.texts("SELECT quote_ident(current_database() || '_runtime')")
                .getFirst();
        for (String table : owner.texts("SELECT quote_ident(tablename) FROM pg_tables"
                + " WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'")) {
            owner.update("ALTER TABLE " + table + (standing ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY");
            owner.update("GRANT ALL ON " + table + " TO " + runtime);
        }
        up = standing;
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
