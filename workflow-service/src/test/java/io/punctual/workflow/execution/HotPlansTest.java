package io.punctual.workflow.execution;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The hot path's plans with some thousand rows; {@link HotPlansSlowTest} asks the same of a million. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HotPlansTest extends HotPlans {

    @Test
    void hotStatementsReadThroughIndexesAndNoMoreThanTheyTake() throws SQLException {
        fill(20_000);
        assertPlans();
    }
}
