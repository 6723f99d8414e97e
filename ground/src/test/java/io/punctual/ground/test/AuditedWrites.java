package io.punctual.ground.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds a service to its word that each write is audited: its OpenAPI document says which there are. */
public final class AuditedWrites {
    private static final Set<String> WRITES = Set.of("put", "post", "delete", "patch");

    private AuditedWrites() {}

    /**
     * Fails where an operation that writes has no sample, where a sample has no operation, and where one writes no audit event.
     *
     * @param document what {@code GET /q/openapi?format=json} answers
     * @param samples for each operation's id, a call of it that succeeds, and whatever it needs before
     * @param database the service's database
     */
    public static void assertAll(String document, Map<String, Sample> samples, String database) {
        assertThat(samples.keySet()).as("operations that write").containsExactlyInAnyOrderElementsOf(writes(document));
        Database owner = new OwnerDatabase(database);
        samples.forEach((operation, sample) -> {
            Runnable call = sample.prepared();
            int before = count(owner);
            call.run();
            assertThat(count(owner)).as("audit events that %s wrote", operation).isGreaterThan(before);
        });
    }

    /** A call of an operation. */
    @FunctionalInterface
    public interface Sample {
        /** Does what the call needs, which may write too, and gives the call. */
        Runnable prepared();

        /** A call that needs nothing. */
        static Sample of(Runnable call) {
            return () -> call;
        }
    }

    private static int count(Database owner) {
        return owner.query(
                        "SELECT count(*) AS events FROM audit_event WHERE event_type <> 'access_denied'",
                        row -> row.integer("events"))
                .getFirst();
    }

    private static Set<String> writes(String document) {
        Set<String> ids = new TreeSet<>();
        try {
            JsonNode paths = new ObjectMapper().readTree(document).get("paths");
            paths.properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        if (WRITES.contains(operation.getKey())) {
                            ids.add(operation.getValue().get("operationId").asText());
                        }
                    }));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("It is no JSON", e);
        }
        return ids;
    }
}
