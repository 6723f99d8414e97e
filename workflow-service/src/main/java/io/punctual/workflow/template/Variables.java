package io.punctual.workflow.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that templates may use, and nothing else exists for them. */
final class Variables {
    private Variables() {}

    /** What a name stands for decides what may follow it. */
    enum Kind {
        /** A text or a number. */
        VALUE,
        /** A text of several lines. */
        LINES,
        /** An instant, shown in the reader's zone and locale. */
        MOMENT;

        List<String> properties() {
            return switch (this) {
                case VALUE -> List.of();
                case LINES -> List.of("lines");
                case MOMENT -> List.of("date", "time", "iso", "format");
            };
        }
    }

    private static final Map<String, Kind> KNOWN = known();

    private static Map<String, Kind> known() {
        Map<String, Kind> names = new LinkedHashMap<>();
        for (String name : List.of("id", "appointment_id", "type", "status", "location_mode", "duration_minutes")) {
            names.put("appointment." + name, Kind.VALUE);
        }
        names.put("appointment.start_time", Kind.MOMENT);
        names.put("appointment.end_time", Kind.MOMENT);
        names.put("appointment.location_details", Kind.LINES);
        for (String name : List.of("contact.name", "contact.email", "contact.phone", "staff.name", "staff.email")) {
            names.put(name, Kind.VALUE);
        }
        names.put("firm.name", Kind.VALUE);
        return names;
    }

    /** What {@code group.name} stands for, or null where there is no such variable. */
    static @Nullable Kind kind(String name) {
        return KNOWN.get(name);
    }

    static boolean isGroup(String name) {
        return KNOWN.keySet().stream().anyMatch(known -> known.startsWith(name + "."));
    }

    /** The known name that is most likely meant, loop names included. */
    static String nearest(String name, Collection<String> loopNames) {
        List<String> candidates = new ArrayList<>(loopNames);
        KNOWN.forEach((known, kind) -> {
            candidates.add(known);
            kind.properties().forEach(property -> candidates.add(known + "." + property));
        });
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> Spelling.distance(name, candidate)))
                .orElse("contact.name");
    }
}
