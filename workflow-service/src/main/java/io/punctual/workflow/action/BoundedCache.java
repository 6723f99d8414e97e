package io.punctual.workflow.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Keeps what was used last, up to a total weight. Thread-safe; two threads may make the same value at once, one is kept.
 *
 * @param <K> names a value that never changes
 */
public final class BoundedCache<K, V> {
    private final Map<K, V> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final ToIntFunction<K> weigher;
    private final long heaviest;
    private long weight;

    /** Holds entries until their keys weigh more than {@code heaviest} together. */
    public BoundedCache(long heaviest, ToIntFunction<K> weigher) {
        this.heaviest = heaviest;
        this.weigher = weigher;
    }

    /** The value of {@code key}, made by {@code maker} where it is not kept. What {@code maker} throws is not kept. */
    public V get(K key, Function<K, V> maker) {
        synchronized (entries) {
            V kept = entries.get(key);
            if (kept != null) {
                return kept;
            }
        }
        V made = maker.apply(key);
        synchronized (entries) {
            if (entries.put(key, made) == null) {
                weight += weigher.applyAsInt(key);
            }
            var eldest = entries.entrySet().iterator();
            while (weight > heaviest && entries.size() > 1) {
                weight -= weigher.applyAsInt(eldest.next().getKey());
                eldest.remove();
            }
        }
        return made;
    }

    /** How many values are kept. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }
}
