package io.punctual.ground.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which firm a claim's value stands for. */
final class FirmNames {
    private final Map<String, UUID> named = new HashMap<>();

    /** @param entries as {@code value=firm id} */
    FirmNames(List<String> entries) {
        for (String entry : entries) {
            int sign = entry.lastIndexOf('=');
            Optional<UUID> firm =
                    sign < 1 ? Optional.empty() : id(entry.substring(sign + 1).strip());
            named.put(
                    entry.substring(0, Math.max(sign, 0)).strip(),
                    firm.orElseThrow(() -> new IllegalArgumentException(
                            "punctual.identity.firms: " + entry + " is not a value, = and a firm's id")));
        }
    }

    Optional<UUID> firm(String value) {
        UUID known = named.get(value);
        return known == null ? id(value) : Optional.of(known);
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            // Java reads shorter forms too; an id has one spelling, whatever its case.
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
