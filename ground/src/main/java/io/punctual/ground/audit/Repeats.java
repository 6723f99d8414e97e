package io.punctual.ground.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Lets the first of a row of equal denials through at once, and of those that follow one in each minute, with their count: nobody
 * can flood a chain. Who tries many different things has their number bounded too, and so has the number of callers.
 */
final class Repeats {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_OF_ONE_CALLER = 20;
    private static final int MOST = 10_000;

    private final Map<Denial, Window> windows = new HashMap<>();
    private final Map<Who, Integer> callers = new HashMap<>();

    /** A denial, and how often it happened. */
    record Counted(Denial denial, int count) {}

    /** What becomes of a denial. */
    enum Verdict {
        /** It is to be written now. */
        FIRST,
        /** It is counted, and written with the others of its minute. */
        COUNTED,
        /** There are too many callers at once; nobody writes it. */
        LOST
    }

    private record Who(UUID firm, String actor) {
        static Who of(Denial denial) {
            return new Who(denial.firm(), denial.origin().actor());
        }
    }

    private static final class Window {
        private Instant since;
        private int count;

        Window(Instant since) {
            this.since = since;
        }
    }

    /** Whether to write a denial. Where its caller tries many things, it is to be counted as {@link Denial#anything()}. */
    synchronized Verdict add(Denial denial, Instant now) {
        Window known = windows.get(denial);
        if (known != null) {
            known.count++;
            return Verdict.COUNTED;
        }
        int ofCaller = callers.getOrDefault(Who.of(denial), 0);
        if (ofCaller >= MOST_OF_ONE_CALLER && !denial.equals(denial.anything())) {
            return add(denial.anything(), now);
        }
        if (windows.size() >= MOST) {
            return Verdict.LOST;
        }
        windows.put(denial, new Window(now));
        callers.put(Who.of(denial), ofCaller + 1);
        return Verdict.FIRST;
    }

    /** What was counted in minutes that are over. */
    synchronized List<Counted> over(Instant now) {
        List<Counted> over = new ArrayList<>();
        Iterator<Map.Entry<Denial, Window>> all = windows.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Denial, Window> entry = all.next();
            Window window = entry.getValue();
            if (now.isBefore(window.since.plus(MINUTE))) {
                continue;
            }
            if (window.count == 0) {
                all.remove();
                callers.computeIfPresent(Who.of(entry.getKey()), (who, count) -> count == 1 ? null : count - 1);
            } else {
                over.add(new Counted(entry.getKey(), window.count));
                window.since = now;
                window.count = 0;
            }
        }
        return over;
    }

    /** Everything that was counted and not written yet. */
    synchronized List<Counted> all() {
        List<Counted> all = windows.entrySet().stream()
                .filter(entry -> entry.getValue().count > 0)
                .map(entry -> new Counted(entry.getKey(), entry.getValue().count))
                .toList();
        windows.clear();
        callers.clear();
        return all;
    }
}
