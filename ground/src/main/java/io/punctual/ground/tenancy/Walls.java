package io.punctual.ground.tenancy;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Puts each transaction into its scope as its first statement, whoever opened it: role and firm hold until it ends, so a
 * proxy that pools transactions may stand between. Outside a transaction a pooled connection has the runtime role without
 * a firm (its new-connection-sql) and sees nothing. {@link io.punctual.ground.sql.Database} sends the scope along with
 * its first statement, in and outside of transactions.
 */
@Singleton
@Unremovable
public class Walls implements AgroalPoolInterceptor {
    /** Takes the role's suffix and the firms, separated by commas. Both are local to the transaction. */
    public static final String RAISE =
            "SELECT set_config('role', current_database() || ?, true), set_config('punctual.firm', ?, true)";

    /** Bound while somebody takes a connection who sends the scope along. */
    private static final ScopedValue<AtomicBoolean> CARRIED = ScopedValue.newInstance();

    private final Scopes scopes;

    /** Asks these for each transaction. */
    public Walls(Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * Takes a connection, and says whether its transaction begins with it: then the caller sends {@link #RAISE} along with its
     * first statement, which spares a round trip. Should it not come to that, nothing is seen.
     *
     * @param begins is set where the transaction begins
     */
    public static Connection connection(DataSource source, AtomicBoolean begins) throws SQLException {
        return ScopedValue.where(CARRIED, begins).call(source::getConnection);
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        try {
            if (!connection.getAutoCommit() && CARRIED.isBound()) {
                CARRIED.get().set(true);
            } else if (!connection.getAutoCommit()) {
                try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
                    bind(statement, scopes.current());
                    statement.execute();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The transaction could not be put into its scope", e);
        }
    }

    /** Binds the two parameters of {@link #RAISE}, which come first. */
    public static void bind(PreparedStatement statement, Scope scope) throws SQLException {
        statement.setString(1, scope.role().suffix());
        statement.setString(2, scope.firms().stream().map(UUID::toString).collect(Collectors.joining(",")));
    }
}
