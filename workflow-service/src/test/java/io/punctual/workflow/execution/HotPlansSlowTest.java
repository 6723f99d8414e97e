package io.punctual.workflow.execution;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hot path's plans with a million executions that wait. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HotPlansSlowTest extends HotPlans {

    @Test
    void hotStatementsReadThroughIndexesAndNoMoreThanTheyTakeAmongAMillion() throws SQLException {
        fill(1_000_000);
        assertPlans();
    }
}
