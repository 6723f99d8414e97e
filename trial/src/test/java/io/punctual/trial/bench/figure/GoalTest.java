package io.punctual.trial.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
    private final Samples samples = new Samples();

    @Test
    void aRatioIsOneOfMedians() {
        add("Punctual", 900, 1000, 100_000);
        add("db-scheduler", 100, 200, 300);

        assertThat(Goal.DRAIN.line(samples)).endsWith("| 5.00x | 5.00x | 10.00x | floor met |");
    }

    @Test
    void theLimitIsTheBestOfTheHandWrittenLoops() {
        add("Punctual", 900);
        add("hand-written loop, 1 connections", 1000);
        add("hand-written loop, 2 connections", 800);

        assertThat(Goal.LIMIT.line(samples)).endsWith("| 90 % | 50 % | 85 % | aim met |");
    }

    @Test
    void whereLessIsBetterTheFloorIsAtTheTop() {
        samples.add("lateness", "Punctual p99", 31);

        assertThat(Goal.LATENESS.line(samples)).endsWith("| 31.0 ms | 30.0 ms | 5.0 ms | MISSED |");
    }

    @Test
    void whatWasNotMeasuredSaysSo() {
        assertThat(Goal.values())
                .allSatisfy(goal -> assertThat(goal.line(samples)).endsWith("| not measured |"));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Samples.median(List.of(4.0, 1.0, 2.0, 3.0))).hasValue(2.5);
    }

    private void add(String series, double... values) {
        for (double value : values) {
            samples.add("drain", series, value);
        }
    }
}
