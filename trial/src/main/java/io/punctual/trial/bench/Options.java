package io.punctual.trial.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for.
 *
 * @param scenarios all of them where none was named
 * @param quick tiny sizes, to see that everything works
 * @param rows that wait for later in the last step of growth
 * @param out where the results go
 */
record Options(List<Scenario> scenarios, boolean quick, int rows, Path out) {
    private static final int ROWS = 10_000_000;

    /**
     * Reads {@code --quick}, {@code --rows=N}, {@code --out=DIRECTORY} and names of scenarios.
     *
     * @throws IllegalArgumentException where something else was said
     */
    static Options parse(String... args) {
        List<Scenario> scenarios = new ArrayList<>();
        boolean quick = false;
        int rows = ROWS;
        Path out = Path.of("target");
        for (String arg : args) {
            if (arg.equals("--quick")) {
                quick = true;
            } else if (arg.startsWith("--rows=")) {
                rows = Integer.parseInt(arg.substring("--rows=".length()).replace("_", ""));
            } else if (arg.startsWith("--out=")) {
                out = Path.of(arg.substring("--out=".length()));
            } else {
                scenarios.add(Scenario.of(arg));
            }
        }
        return new Options(scenarios.isEmpty() ? List.of(Scenario.values()) : scenarios, quick, rows, out);
    }

    Sizes sizes() {
        return Sizes.of(quick, rows);
    }
}
