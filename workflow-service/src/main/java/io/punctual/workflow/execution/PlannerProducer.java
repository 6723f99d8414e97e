package io.punctual.workflow.execution;

import io.punctual.ground.id.Ids;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the pure planner to those who plan. */
final class PlannerProducer {

    @Produces
    @Singleton
    ExecutionPlanner planner() {
        return new ExecutionPlanner(Ids::next);
    }
}
