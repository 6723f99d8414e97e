package io.punctual.ground.sql;

import io.punctual.ground.tenancy.Scope;
import io.punctual.ground.test.PostgresResource;
import java.util.Optional;

/** The database as its owner sees it, past all walls: what tests prepare and look at with. */
public final class OwnerDatabase extends Database {

    /** Over a database of the tests' server. */
    @SuppressWarnings("NullAway") // no scope is ever asked for
    public OwnerDatabase(String database) {
        super(PostgresResource.ownerSource(database), null);
    }

    @Override
    protected Optional<Scope> scopeToRaise(boolean first) {
        return Optional.empty();
    }
}
