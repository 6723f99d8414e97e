package io.punctual.trial.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets the database itself note which transaction started which execution, so that commits can be put in order. */
final class StartWitness {
    private static final String SETUP = """
            CREATE TABLE start_witness (execution_id uuid NOT NULL, xid xid NOT NULL DEFAULT pg_current_xact_id()::xid);
            CREATE FUNCTION witness_start() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
            BEGIN
                INSERT INTO start_witness (execution_id) VALUES (NEW.execution_id);
                RETURN NULL;
            END $$;
            CREATE TRIGGER witness_start AFTER UPDATE ON due FOR EACH ROW WHEN (NEW.started AND NOT OLD.started)
                EXECUTE FUNCTION witness_start();
            """;

    private StartWitness() {}

    static void install(PostgresServer server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SETUP);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
