package io.punctual.workflow.secret;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that firms' credentials are sealed with. Without any the service runs, and refuses to store a credential.
 */
@ConfigMapping(prefix = "punctual.secrets")
public interface SecretsConfig {

    /**
     * Keys by id: 32 random bytes in Base64. In the environment {@code PUNCTUAL_SECRETS_KEYS_<ID>}; ids are lower case there.
     * Each one opens what was sealed with it; take one away only when {@code rotate-secrets} found nothing left of it.
     */
    Map<String, String> keys();

    /** The key that new secrets are sealed with. Needed where there is more than one. */
    Optional<String> current();

    /** Mounted files with more keys, one {@code id=base64} each line; lines that begin with # are left out. */
    Optional<List<Path>> keyFile();
}
