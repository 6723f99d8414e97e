package io.punctual.ground.identity;

/** Secrets that everybody knows, good for a laptop alone. */
public final class LocalSecrets {
    /** The signing secret that two services on a laptop share: {@code whsec_} and {@code punctual-local-only-signing-secret} in Base64. */
    public static final String SIGNING = "whsec_cHVuY3R1YWwtbG9jYWwtb25seS1zaWduaW5nLXNlY3JldA==";

    /** The key that a laptop seals credentials with: {@code punctual-local-only-secrets-key!} in Base64. */
    public static final String SECRETS_KEY = "cHVuY3R1YWwtbG9jYWwtb25seS1zZWNyZXRzLWtleSE=";

    private LocalSecrets() {}
}
