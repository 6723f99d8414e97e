package io.punctual.trial.bench.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run says at its end: the goals, every figure, and charts. */
public final class Report {
    private final Samples samples;
    private final List<String> conditions;
    private final List<String> failures;

    /**
     * Of one run.
     *
     * @param conditions under which it ran, one a line
     * @param failures scenarios that came to nothing, and why
     */
    public Report(Samples samples, List<String> conditions, List<String> failures) {
        this.samples = samples;
        this.conditions = conditions;
        this.failures = failures;
    }

    /** Each goal with its figure, floor and aim. */
    public String goals() {
        return "| figure | measured | floor | aim | |\n| --- | --- | --- | --- | --- |\n"
                + Arrays.stream(Goal.values()).map(goal -> goal.line(samples)).collect(Collectors.joining("\n"))
                + "\n"
                + failures.stream()
                        .map(failure -> "\nFAILED: " + failure + "\n")
                        .collect(Collectors.joining());
    }

    /** All of it, as a page. */
    public String page() {
        return "# Benchmark\n\n"
                + conditions.stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
                + "\n## Goals\n\n"
                + goals()
                + "\n## All figures\n\n"
                + "Rates are per second. Median, lowest and highest of the rounds.\n\n"
                + "| scenario | series | median | lowest | highest | rounds |\n| --- | --- | --- | --- | --- | --- |\n"
                + samples.values().entrySet().stream().map(this::lines).collect(Collectors.joining())
                + Charts.of(samples);
    }

    private String lines(Map.Entry<String, Map<String, List<Double>>> scenario) {
        return scenario.getValue().entrySet().stream()
                .map(series -> "| %s | %s | %s | %s | %s | %d |\n"
                        .formatted(
                                scenario.getKey(),
                                series.getKey(),
                                number(Samples.median(series.getValue()).orElse(0)),
                                number(series.getValue().stream()
                                        .mapToDouble(value -> value)
                                        .min()
                                        .orElse(0)),
                                number(series.getValue().stream()
                                        .mapToDouble(value -> value)
                                        .max()
                                        .orElse(0)),
                                series.getValue().size()))
                .collect(Collectors.joining());
    }

    /** Three figures that count, or all before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return "%,.0f".formatted(value);
        }
        return (size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f").formatted(value);
    }
}
