package io.punctual.ground.test.access;

import io.punctual.ground.sql.OwnerDatabase;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** All rows of a firm in all tables, as its owner sees them. */
public final class FirmRows {
    private static final String TABLES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'firm_id' AND NOT a.attisdropped
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
            """;

    private final OwnerDatabase database;

    /** In a database of the tests' server. */
    public FirmRows(String database) {
        this.database = new OwnerDatabase(database);
    }

    /** The tables that have rows of firms. */
    public List<String> tables() {
        return database.query(TABLES, row -> row.text("relname"));
    }

    /** A fingerprint of each table's rows of a firm, one line each: it stays the same while nothing changes. */
    public String fingerprint(UUID firmId) {
        String all = tables().stream()
                .map(
                        "SELECT '%1$s ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS line FROM %1$s t WHERE firm_id = ?::uuid"
                                ::formatted)
                .collect(Collectors.joining(" UNION ALL "));
        Object[] firms = tables().stream().map(_ -> firmId).toArray();
        return database.query(all + " ORDER BY 1", row -> row.text("line"), firms).stream()
                .collect(Collectors.joining("\n"));
    }
}
