package io.punctual.ground.sql;

import java.sql.SQLException;
import java.util.List;

/** A statement failed. The cause says how; its text may carry data and is for logs alone. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Connections, resources, the operator's intervention, the system: classes and codes of SQLSTATE. */
    private static final List<String> AWAY = List.of("08", "53", "57P", "58");

    /** Wraps what the driver threw. */
    public DatabaseException(SQLException cause) {
        super(cause);
    }

    /**
     * Whether the database could not be reached, is going down or has no room for more: nothing else that is asked of it now
     * would fare better. What a statement itself did wrong is not of that kind.
     */
    public boolean isAway() {
        String state = getCause() instanceof SQLException cause ? cause.getSQLState() : null;
        // The pool gives no state where no connection came free.
        return state == null || AWAY.stream().anyMatch(state::startsWith);
    }
}
