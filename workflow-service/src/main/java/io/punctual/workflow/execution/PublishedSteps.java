package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of published versions, as they run. Versions never change, so those that ran last are kept. */
@ApplicationScoped
class PublishedSteps {
    private static final String READ = """
            SELECT v.firm_id, v.workflow_id, v.version, v.require_confirmed, s.key, s.action_type, s.action_config
            FROM unnest(?::uuid[], ?::uuid[], ?::int[]) AS k (firm_id, workflow_id, version)
            CROSS JOIN LATERAL (
                SELECT * FROM workflow_version v
                WHERE v.firm_id = k.firm_id AND v.workflow_id = k.workflow_id AND v.version = k.version LIMIT 1) v
            LEFT JOIN workflow_step s ON s.firm_id = v.firm_id AND s.workflow_id = v.workflow_id AND s.version = v.version
            """;
    /** In characters of configuration, a version's own kilobyte included. */
    private static final long HEAVIEST = 16L * 1024 * 1024;

    private final Database database;
    private final Map<Key, Version> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    PublishedSteps(Database database) {
        this.database = database;
    }

    /** Names a version of a firm's workflow. */
    record Key(UUID firmId, UUID workflowId, int version) {}

    /** What a version says of all its steps, and its steps by their keys. */
    record Version(boolean requireConfirmed, Map<String, Step> steps) {
        private long weight() {
            return 1024
                    + steps.values().stream()
                            .mapToLong(step -> step.actionConfig().length())
                            .sum();
        }
    }

    /** What a step does, with its configuration as JSON text. */
    record Step(String actionType, String actionConfig) {}

    private record Read(
            Key key,
            boolean requireConfirmed,
            @Nullable String stepKey,
            @Nullable Step step) {}

    /** These versions; at most one statement, for those that are not kept. */
    Map<Key, Version> of(List<Key> keys) {
        Map<Key, Version> found = new HashMap<>();
        List<Key> missing = new ArrayList<>();
        synchronized (kept) {
            for (Key key : keys) {
                Version version = kept.get(key);
                if (version == null) {
                    missing.add(key);
                } else {
                    found.put(key, version);
                }
            }
        }
        if (!missing.isEmpty()) {
            Map<Key, Version> read = read(missing);
            keep(read);
            found.putAll(read);
        }
        return found;
    }

    private Map<Key, Version> read(List<Key> keys) {
        List<Read> rows = Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                READ,
                row -> {
                    String stepKey = row.textOrNull("key");
                    return new Read(
                            new Key(row.uuid("firm_id"), row.uuid("workflow_id"), row.integer("version")),
                            row.bool("require_confirmed"),
                            stepKey,
                            stepKey == null ? null : new Step(row.text("action_type"), row.text("action_config")));
                },
                keys.stream().map(Key::firmId).toArray(UUID[]::new),
                keys.stream().map(Key::workflowId).toArray(UUID[]::new),
                keys.stream().map(Key::version).toArray(Integer[]::new)));
        Map<Key, Version> versions = new HashMap<>();
        for (Read row : rows) {
            Version version =
                    versions.computeIfAbsent(row.key(), _ -> new Version(row.requireConfirmed(), new HashMap<>()));
            if (row.stepKey() != null && row.step() != null) {
                version.steps().put(row.stepKey(), row.step());
            }
        }
        return versions;
    }

    private void keep(Map<Key, Version> read) {
        synchronized (kept) {
            read.forEach((key, version) -> {
                if (kept.put(key, version) == null) {
                    weight += version.weight();
                }
            });
            var eldest = kept.entrySet().iterator();
            while (weight > HEAVIEST && kept.size() > 1) {
                weight -= eldest.next().getValue().weight();
                eldest.remove();
            }
        }
    }
}
