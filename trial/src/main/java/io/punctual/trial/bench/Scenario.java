package io.punctual.trial.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured by itself. */
public enum Scenario {
    /** The backlog's rate, beside the schedulers that people use and loops written by hand. */
    DRAIN(Setup.STANDARD),
    /** What the backlog costs in round trips and waits for the disk. */
    STATEMENTS(Setup.STANDARD),
    /** What the backlog costs in write-ahead log. */
    WAL(Setup.STANDARD),
    /** A snapshot that keeps every dead row. */
    SNAPSHOT(Setup.STANDARD),
    /** How late executions begin where there is no backlog. */
    LATENESS(Setup.STANDARD),
    /** Events through the front door. */
    INTAKE(Setup.STANDARD),
    /** Rows that wait for later, by the million. */
    GROWTH(Setup.STANDARD),
    /** Row-level security on against off. */
    WALLS(Setup.STANDARD),
    /** Actions that take 50 ms. */
    PAUSE50(Setup.WIDE),
    /** The heap under load against idle. */
    MEMORY(Setup.WIDE),
    /** Real mails to a mail server that does nothing. */
    MAILS(Setup.MAIL),
    /** One to four processes on one database. */
    REPLICAS(Setup.SEVERAL);

    private final Setup setup;

    Scenario(Setup setup) {
        this.setup = setup;
    }

    /** In which setup it is measured. */
    public Setup setup() {
        return setup;
    }

    /** Its name on the command line and in the figures. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scenario of this name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Scenario of(String title) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no scenario " + title + ". There are " + titles(List.of(values())) + "."));
    }

    /** Their names, one after the other. */
    static String titles(List<Scenario> scenarios) {
        return scenarios.stream().map(Scenario::title).collect(Collectors.joining(" "));
    }
}
