package io.punctual.workflow.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Sources whose names hold an underscore, from environment variables: in {@code PUNCTUAL_INTAKE_SOURCES_CRM_EU_SECRETS} the
 * usual reading sees no name of one word, and would leave the source out without a sound.
 */
public final class SourceEnvironment implements ConfigSource {
    private static final Pattern VARIABLE = Pattern.compile("PUNCTUAL_INTAKE_SOURCES_(\\w+)_(SOURCE|SECRETS|FIRMS)");
    /** As the environment itself has. */
    private static final int ORDINAL = 300;

    private final Map<String, String> properties;

    /** Of this process. */
    public SourceEnvironment() {
        this(System.getenv());
    }

    SourceEnvironment(Map<String, String> environment) {
        properties = new TreeMap<>();
        environment.forEach((variable, value) -> {
            Matcher matcher = VARIABLE.matcher(variable);
            if (matcher.matches()) {
                properties.put(
                        ("punctual.intake.sources." + matcher.group(1) + "." + matcher.group(2))
                                .toLowerCase(Locale.ROOT),
                        value);
            }
        });
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public @Nullable String getValue(String property) {
        return properties.get(property);
    }

    @Override
    public String getName() {
        return "sources of events in the environment";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
