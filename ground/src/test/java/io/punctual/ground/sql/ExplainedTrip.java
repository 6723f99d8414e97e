package io.punctual.ground.sql;

import io.punctual.ground.sql.Database.Part;
import java.util.ArrayList;
import java.util.List;

/** A round trip whose statements are run one by one, each twice: the first time to be explained, which is taken back. */
public final class ExplainedTrip {
    private final List<RoundTrip> steps = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<RoundTrip.Rows<String>> answers = new ArrayList<>();

    /** Of a round trip within a transaction. */
    public ExplainedTrip(Database database, RoundTrip trip) {
        for (Part part : trip.parts()) {
            RoundTrip explaining = database.roundTripUnder(trip.settings());
            explaining.run("SAVEPOINT explained");
            statements.add(part.sql());
            answers.add(explaining.query(
                    Plan.EXPLAIN + part.sql(),
                    row -> row.text("QUERY PLAN"),
                    part.parameters().toArray()));
            explaining.run("ROLLBACK TO SAVEPOINT explained");
            steps.add(explaining);
            RoundTrip running = database.roundTrip();
            running.parts().add(part);
            steps.add(running);
        }
    }

    /** To be sent one after the other. */
    public List<RoundTrip> steps() {
        return steps;
    }

    /** Once they were sent. */
    public List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            plans.add(
                    Plan.of(statements.get(i), String.join("\n", answers.get(i).all())));
        }
        return plans;
    }
}
