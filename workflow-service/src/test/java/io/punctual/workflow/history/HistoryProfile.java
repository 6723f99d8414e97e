package io.punctual.workflow.history;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A database of its own, whose history a test may drop. Seals cover ten days, so that years have few of them. */
public final class HistoryProfile implements QuarkusTestProfile {
    /** The database's name. */
    public static final String DATABASE = "history";

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresResource.class, Map.of("database", DATABASE)));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("punctual.seals.period", "240h");
    }
}
