package io.punctual.workflow.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the configured sources and names everything that is wrong with them. */
final class Sources {
    private static final int MAX_SECRETS = 2;
    private static final String ALL_FIRMS = "*";

    private final boolean localOnlyAllowed;
    private final List<String> wrong = new ArrayList<>();

    private Sources(boolean localOnlyAllowed) {
        this.localOnlyAllowed = localOnlyAllowed;
    }

    /**
     * Reads them.
     *
     * @param localOnlyAllowed whether the secret of the {@code local} profile may be used
     * @throws IllegalStateException naming each wrong property and what is wrong with it
     */
    static List<Source> read(Map<String, IntakeConfig.SourceConfig> configured, boolean localOnlyAllowed) {
        Sources reading = new Sources(localOnlyAllowed);
        List<Source> sources = new ArrayList<>();
        new TreeMap<>(configured)
                .forEach((name, config) -> sources.add(reading.source("punctual.intake.sources." + name, config)));
        if (!reading.wrong.isEmpty()) {
            throw new IllegalStateException(
                    "The sources of events are not configured well: "
                            + String.join("; ", reading.wrong)
                            + ". As environment variables they are PUNCTUAL_INTAKE_SOURCES_<NAME>_SOURCE, _SECRETS and _FIRMS.");
        }
        return List.copyOf(sources);
    }

    private Source source(String property, IntakeConfig.SourceConfig config) {
        String uri = config.source().map(String::strip).orElse("");
        if (uri.isEmpty()) {
            wrong.add(property + ".source is missing");
        }
        return new Source(
                uri,
                secrets(property + ".secrets", trimmed(config.secrets())),
                firms(property + ".firms", trimmed(config.firms())));
    }

    private List<SigningSecret> secrets(String property, List<String> texts) {
        if (texts.isEmpty()) {
            wrong.add(property + " is missing");
        } else if (texts.size() > MAX_SECRETS) {
            wrong.add(
                    property + " has " + texts.size() + " secrets, but at most " + MAX_SECRETS + " are valid at once");
        }
        List<SigningSecret> secrets = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                SigningSecret secret = SigningSecret.parse(texts.get(i));
                if (secret.isLocalOnly() && !localOnlyAllowed) {
                    wrong.add(property + "[" + i + "] is the publicly known secret of the local profile");
                }
                secrets.add(secret);
            } catch (IllegalArgumentException e) {
                wrong.add(property + "[" + i + "] " + e.getMessage());
            }
        }
        return secrets;
    }

    private Optional<Set<UUID>> firms(String property, List<String> texts) {
        if (texts.equals(List.of(ALL_FIRMS))) {
            return Optional.empty();
        }
        if (texts.isEmpty()) {
            wrong.add(property + " is missing: firm ids, or " + ALL_FIRMS + " for all");
        }
        return Optional.of(
                texts.stream().flatMap(text -> id(property, text).stream()).collect(Collectors.toSet()));
    }

    private Optional<UUID> id(String property, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException e) {
            // Named below, as is what Java would read although it is no full UUID.
        }
        wrong.add(property + " holds \"" + text + "\", which is no firm id");
        return Optional.empty();
    }

    private static List<String> trimmed(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
