package io.punctual.ground.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Secrets that everybody knows, good for a laptop alone. */
public final class LocalSecrets {
    /** The signing secret that two services on a laptop share: {@code whsec_} and {@code punctual-local-only-signing-secret} in Base64. */
    public static final String SIGNING = "whsec_cHVuY3R1YWwtbG9jYWwtb25seS1zaWduaW5nLXNlY3JldA==";

    /** The key that a laptop seals credentials with: {@code punctual-local-only-secrets-key!} in Base64. */
    public static final String SECRETS_KEY = "cHVuY3R1YWwtbG9jYWwtb25seS1zZWNyZXRzLWtleSE=";

    /** What every secret of a laptop or a test that stands in this repository holds somewhere. */
    private static final List<String> PARTS = List.of(
            SIGNING.substring("whsec_".length()),
            SECRETS_KEY,
            "punctual-local-only",
            "dGhlLW5ld2VzdC1zZWNyZXQtb2YtYWNtZS1jcm0=",
            "dGhlLW9sZGVyLXNlY3JldC1vZi1hY21lLWNybSE=");

    /** The laptop's passwords, and those that are tried first everywhere. */
    private static final Set<String> PASSWORDS = Set.of(
            "punctual", "postgres", "password", "secret", "admin", "root", "test", "changeit", "changeme", "change-me");

    private LocalSecrets() {}

    /** Whether one of ours stands in it. */
    static boolean isIn(String value) {
        return PARTS.stream().anyMatch(value::contains);
    }

    /** Whether it is a password that everybody tries first. */
    static boolean isKnownPassword(String password) {
        return PASSWORDS.contains(password.strip().toLowerCase(Locale.ROOT));
    }
}
