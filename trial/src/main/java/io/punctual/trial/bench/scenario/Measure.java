package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;

/** How one scenario is measured: one bean each. The engine rests, and there are no rows, when it begins. */
interface Measure {

    Scenario scenario();

    void measure(Tally tally) throws Exception;
}
