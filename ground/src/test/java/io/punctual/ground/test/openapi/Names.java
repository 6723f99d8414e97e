package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Names of things that exist, by kind ({@code contact}), learned from what the service answers; and the ETags seen. */
final class Names {
    private static final int KEPT = 60;
    /** The first of a kind are those that callers certainly have a right to. */
    private static final int FIRST = 2;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Set<String> fixed = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> ids = new ConcurrentHashMap<>();
    private final List<String> etags = new CopyOnWriteArrayList<>();

    /** {@code /api/v1/contacts/{id}/x} names a contact, {@code staff_id} a staff. */
    static String kindOf(String name) {
        String kind = name.replace('-', '_').replaceAll("_id$", "");
        return kind.endsWith("s") && kind.length() > 1 ? kind.substring(0, kind.length() - 1) : kind;
    }

    /** The kind that a path parameter names: the segment before it. */
    static String kindOfParameter(String path, String parameter) {
        List<String> segments = List.of(path.split("/"));
        int at = segments.indexOf("{" + parameter + "}");
        return at > 0 ? kindOf(segments.get(at - 1)) : kindOf(parameter);
    }

    /** The one thing of its kind that requests are about; others are not learned. */
    void fix(String kind, String id) {
        learn(kind, id);
        fixed.add(kind);
    }

    private void learn(String kind, String id) {
        if (fixed.contains(kind)) {
            return;
        }
        List<String> known = ids.computeIfAbsent(kind, any -> new CopyOnWriteArrayList<>());
        if (!known.contains(id)) {
            known.add(id);
            if (known.size() > KEPT) {
                known.remove(FIRST);
            }
        }
    }

    /** Everything that looks like an id in a document, by the name of its member or of what holds it. */
    void learnAll(String kind, JsonNode json) {
        if (json.isArray()) {
            json.forEach(item -> learnAll(kind, item));
        }
        json.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String inside =
                    member.getKey().equals("items") || member.getKey().equals("id") ? kind : kindOf(member.getKey());
            if (value.isTextual() && UUID_TEXT.matcher(value.textValue()).matches()) {
                learn(inside, value.textValue());
            } else {
                learnAll(inside, value);
            }
        });
    }

    void learnEtag(String etag) {
        if (etags.size() < KEPT && !etags.contains(etag)) {
            etags.add(etag);
        }
    }

    /** A thing of this kind, mostly one that exists. */
    String any(String kind, Random random) {
        List<String> known = ids.getOrDefault(kind, List.of());
        if (known.isEmpty() || random.nextInt(20) == 0) {
            return new UUID((random.nextLong() & ~0xf000L) | 0x7000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                    .toString();
        }
        int among = random.nextBoolean() ? Math.min(FIRST, known.size()) : known.size();
        return known.get(random.nextInt(among));
    }

    Optional<String> anyEtag(Random random) {
        return etags.isEmpty() ? Optional.empty() : Optional.of(etags.get(random.nextInt(etags.size())));
    }
}
