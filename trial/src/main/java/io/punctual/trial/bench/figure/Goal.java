package io.punctual.trial.bench.figure;

import java.util.OptionalDouble;

/** What the engine is measured by: a figure of the run, the floor it must reach and the aim. */
public enum Goal {
    /** Against the scheduler that was fastest of those people use. */
    DRAIN("drain of due no-op executions, against tuned db-scheduler", Unit.TIMES, 5, 10),
    /** Against what the database can do. */
    LIMIT("the same against a hand-written JDBC batch loop that writes the same rows", Unit.PERCENT, 0.5, 0.85),
    /** How well slow actions fill the slots. */
    PAUSE("with a 50 ms action: throughput against in-flight / duration", Unit.PERCENT, 0.5, 0.65),
    /** Of the database, on the hot path. */
    STATEMENTS("statements per execution under backlog", Unit.NUMBER, 0.03, 0.01),
    /** Each one waits for the disk. */
    COMMITS("commits per execution under backlog", Unit.NUMBER, 0.02, 0.01),
    /** From claim to outcome. */
    WAL("WAL per execution in due order, everything included", Unit.KILOBYTES, 1.6, 1.0),
    /** Whatever waits for later must not matter. */
    GROWTH("10 M pending rows in the table against 100 k: drain rate", Unit.PERCENT, 0.8, 0.95),
    /** Dead rows that cannot be removed must not matter. */
    SNAPSHOT("held snapshot, last quarter against first", Unit.PERCENT, 0.8, 0.95),
    /** How late nearly all of them are. */
    LATENESS("lateness at 200/s over 60 s: p99", Unit.MILLISECONDS, 30, 5),
    /** How early the earliest of them is. */
    EARLY("executions run before their instant, of all runs of lateness", Unit.COUNT, 0, 0),
    /** Replicas must not stand in each other's way. */
    REPLICAS("four replicas against one on the same machine: total rate", Unit.TIMES, 0.8, 1),
    /** Nor do anything twice. */
    DOUBLE("executions run twice, of all runs of replicas", Unit.COUNT, 0, 0),
    /** Through the front door. */
    INTAKE("events over HTTP against the hand-written statement on as many connections", Unit.PERCENT, 0.5, 0.8),
    /** Through the back door. */
    MAILS("mails to a local SMTP sink against a bare client with the same concurrency", Unit.PERCENT, 0.7, 0.9),
    /** What row-level security costs on the way in. */
    WALLS_INTAKE("intake with the walls between firms against without", Unit.PERCENT, 0.9, 1),
    /** What row-level security costs the engine. */
    WALLS_DRAIN("drain with the walls between firms against without", Unit.PERCENT, 0.9, 1),
    /** What waits and runs must not fill the heap. */
    MEMORY("heap for 1 M pending rows and 4,000 in flight, beyond idle", Unit.MEGABYTES, 64, 32);

    private enum Unit {
        TIMES("%.2fx", true),
        PERCENT("%.0f %%", true),
        NUMBER("%.4f", false),
        COUNT("%.0f", false),
        KILOBYTES("%.2f KB", false),
        MEGABYTES("%.0f MB", false),
        MILLISECONDS("%.1f ms", false);

        private final String format;
        private final boolean moreIsBetter;

        Unit(String format, boolean moreIsBetter) {
            this.format = format;
            this.moreIsBetter = moreIsBetter;
        }

        String text(double value) {
            return format.formatted(this == PERCENT ? 100 * value : value);
        }
    }

    private final String what;
    private final Unit unit;
    private final double floor;
    private final double aim;

    Goal(String what, Unit unit, double floor, double aim) {
        this.what = what;
        this.unit = unit;
        this.floor = floor;
        this.aim = aim;
    }

    /** The figure in words. */
    public String what() {
        return what;
    }

    /** The figure of a run; empty where it was not measured. */
    public OptionalDouble figure(Samples samples) {
        return switch (this) {
            case DRAIN -> ratio(samples.median("drain", "Punctual"), samples.median("drain", "db-scheduler"));
            case LIMIT -> ratio(samples.median("drain", "Punctual"), samples.best("drain", "hand-written"));
            case PAUSE -> samples.median("pause50", "share of the ideal");
            case STATEMENTS -> samples.median("statements", "statements per execution");
            case COMMITS -> samples.median("statements", "commits per execution");
            case WAL -> samples.median("wal", "KB per execution, due order");
            case GROWTH -> samples.median("growth", "largest against smallest");
            case SNAPSHOT -> samples.median("snapshot", "last quarter against first");
            case LATENESS -> samples.median("lateness", "Punctual p99");
            case EARLY -> samples.median("lateness", "Punctual early");
            case REPLICAS -> samples.median("replicas", "four against one");
            case DOUBLE -> samples.median("replicas", "run twice");
            case INTAKE ->
                ratio(samples.median("intake", "Punctual"), samples.median("intake", "hand-written statement"));
            case MAILS -> ratio(samples.median("mails", "Punctual"), samples.median("mails", "bare client"));
            case WALLS_INTAKE ->
                ratio(samples.median("walls", "intake with walls"), samples.median("walls", "intake without"));
            case WALLS_DRAIN ->
                ratio(samples.median("walls", "drain with walls"), samples.median("walls", "drain without"));
            case MEMORY -> samples.median("memory", "MB beyond idle");
        };
    }

    /** One line of the table, in Markdown. */
    public String line(Samples samples) {
        OptionalDouble value = figure(samples);
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        what,
                        value.isPresent() ? unit.text(value.getAsDouble()) : "",
                        unit.text(floor),
                        unit.text(aim),
                        value.isPresent() ? verdict(value.getAsDouble()) : "not measured");
    }

    private String verdict(double value) {
        if (reaches(value, aim)) {
            return "aim met";
        }
        return reaches(value, floor) ? "floor met" : "MISSED";
    }

    private boolean reaches(double value, double mark) {
        return unit.moreIsBetter ? value >= mark : value <= mark;
    }

    private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }
}
