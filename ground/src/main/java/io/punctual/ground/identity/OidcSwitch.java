package io.punctual.ground.identity;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns bearer tokens on, at run time, exactly where an issuer is configured; all else would fail at the start. */
public final class OidcSwitch implements ConfigSourceFactory {
    private static final int ABOVE_SHARED_DEFAULTS = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue issuer = context.getValue("quarkus.oidc.auth-server-url");
        boolean configured = issuer != null
                && issuer.getValue() != null
                && !issuer.getValue().isBlank();
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.oidc.tenant-enabled", Boolean.toString(configured)),
                "OIDC where an issuer is configured",
                ABOVE_SHARED_DEFAULTS));
    }
}
