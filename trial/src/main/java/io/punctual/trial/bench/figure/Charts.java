package io.punctual.trial.bench.figure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The series that have an axis, as Mermaid charts. */
final class Charts {
    private Charts() {}

    static String of(Samples samples) {
        return chart(samples, "growth", "Drain by rows that wait for later", "pending rows", "pending")
                + chart(samples, "replicas", "Drain by replicas on one machine", "replicas", "replicas");
    }

    /** Of the series of a scenario whose names are a number and {@code unit}. */
    private static String chart(Samples samples, String scenario, String title, String axis, String unit) {
        List<String> points = samples.values().getOrDefault(scenario, Map.of()).keySet().stream()
                .filter(series -> series.endsWith(" " + unit))
                .toList();
        if (points.isEmpty()) {
            return "";
        }
        List<Double> medians = points.stream()
                .map(point -> samples.median(scenario, point).orElseThrow())
                .toList();
        return """

                ## %s

                ```mermaid
                xychart-beta
                    title "%s"
                    x-axis "%s" [%s]
                    y-axis "executions/s" 0 --> %.0f
                    bar [%s]
                ```
                """.formatted(
                        title,
                        title,
                        axis,
                        points.stream()
                                .map(point -> "\"" + point.replace(" " + unit, "") + "\"")
                                .collect(Collectors.joining(", ")),
                        1.2 * Collections.max(medians),
                        medians.stream().map("%.0f"::formatted).collect(Collectors.joining(", ")));
    }
}
