package io.punctual.trial.bench.figure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured: one value a round, by scenario and series. */
public final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Map<String, List<Double>>> values;

    /** Nothing yet. */
    public Samples() {
        this(new LinkedHashMap<>());
    }

    private Samples(Map<String, Map<String, List<Double>>> values) {
        this.values = values;
    }

    /** Reads what {@link #write} wrote. */
    public static Samples read(Path file) throws IOException {
        return new Samples(JSON.readValue(Files.readString(file), new TypeReference<>() {}));
    }

    /** Writes all of it as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(values) + "\n");
    }

    /** Adds the value of one round. */
    public void add(String scenario, String series, double value) {
        values.computeIfAbsent(scenario, _ -> new LinkedHashMap<>())
                .computeIfAbsent(series, _ -> new ArrayList<>())
                .add(value);
    }

    /** Adds all values of others. */
    public void addAll(Samples others) {
        others.values.forEach((scenario, all) ->
                all.forEach((series, rounds) -> rounds.forEach(value -> add(scenario, series, value))));
    }

    /** The series of each scenario, in the order of their measuring. */
    public Map<String, Map<String, List<Double>>> values() {
        return values;
    }

    /** The rounds of one series; none where it was not measured. */
    public List<Double> of(String scenario, String series) {
        return values.getOrDefault(scenario, Map.of()).getOrDefault(series, List.of());
    }

    /** The median over the rounds of one series; empty where it was not measured. */
    public OptionalDouble median(String scenario, String series) {
        return median(of(scenario, series));
    }

    /** The highest median of all series whose name begins so. */
    public OptionalDouble best(String scenario, String prefix) {
        return values.getOrDefault(scenario, Map.of()).entrySet().stream()
                .filter(series -> series.getKey().startsWith(prefix))
                .mapToDouble(series -> median(series.getValue()).orElseThrow())
                .max();
    }

    /** The median of these values. */
    public static OptionalDouble median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
    }
}
