package io.punctual.ground.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that one answer names it all. Not thread-safe. */
public final class Faults {
    private final List<Fault> collected;
    private final String prefix;

    /** Starts without faults. */
    public Faults() {
        this(new ArrayList<>(), "");
    }

    private Faults(List<Fault> collected, String prefix) {
        this.collected = collected;
        this.prefix = prefix;
    }

    /** A view that adds to the same collection, with {@code path} before each field, as in {@code steps[0]}. */
    public Faults at(String path) {
        return new Faults(collected, field(path));
    }

    /** Records a fault of {@code field}, relative to this view. */
    public void add(String field, String code, String message) {
        collected.add(new Fault(field(field), code, message));
    }

    /** Whether nothing was recorded, by this view or any other of the same collection. */
    public boolean isEmpty() {
        return collected.isEmpty();
    }

    /** Whether a fault of exactly this field, relative to this view, was recorded. */
    public boolean has(String field) {
        String path = field(field);
        return collected.stream().anyMatch(fault -> fault.field().equals(path));
    }

    /** All faults of the collection, in the order they were found. */
    public List<Fault> all() {
        return List.copyOf(collected);
    }

    /**
     * Refuses the request where something is wrong with it.
     *
     * @throws Problem 422 {@code invalid_request} naming all faults
     */
    public void throwIfAny() {
        if (!collected.isEmpty()) {
            throw Problem.invalid(all());
        }
    }

    private String field(String name) {
        if (prefix.isEmpty()) {
            return name;
        }
        return name.isEmpty() || name.startsWith("[") ? prefix + name : prefix + "." + name;
    }
}
