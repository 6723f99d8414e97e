package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.figure.Samples;

/** Takes down what a scenario comes to, and tells how far it is. */
final class Tally {
    private final Scenario scenario;
    private final Samples samples = new Samples();

    Tally(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The value of one round; rounds before the first (numbered from 0) are for warming up, and are not kept. */
    void add(String series, int round, double value) {
        String which = round < 0 ? "warming up" : "round " + (round + 1);
        System.out.printf("%s: %s, %s: %s%n", scenario.title(), series, which, text(value));
        if (round >= 0) {
            samples.add(scenario.title(), series, value);
        }
    }

    void say(String what) {
        System.out.println(scenario.title() + ": " + what);
    }

    Samples samples() {
        return samples;
    }

    private static String text(double value) {
        return Math.abs(value) >= 100 ? "%,.0f".formatted(value) : "%.4g".formatted(value);
    }
}
