package io.punctual.ground.sql;

import java.sql.SQLException;

/** A statement failed. The cause says how; its text may carry data and is for logs alone. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Wraps what the driver threw. */
    public DatabaseException(SQLException cause) {
        super(cause);
    }
}
