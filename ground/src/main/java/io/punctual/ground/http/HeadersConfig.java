package io.punctual.ground.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What of the answers' headers depends on the installation. */
@ConfigMapping(prefix = "punctual.headers")
public interface HeadersConfig {

    /**
     * {@code Strict-Transport-Security} of answers over TLS, one year by default; empty: none. It is never sent over plain
     * HTTP. Behind a proxy that ends TLS, {@code quarkus.http.proxy.*} says whose forwarded headers to trust. Naming
     * {@code includeSubDomains} binds every host below this one, so it is for whoever owns them all to add.
     */
    @WithDefault("max-age=31536000")
    Optional<String> strictTransportSecurity();
}
