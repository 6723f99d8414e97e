package io.punctual.ground.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Secrets that everybody knows, good for a laptop alone. */
public final class LocalSecrets {
    /** The signing secret that two services on a laptop share: {@code whsec_} and {@code punctual-local-only-signing-secret} in Base64. */
    public static final String SIGNING = "whsec_cHVuY3R1YWwtbG9jYWwtb25seS1zaWduaW5nLXNlY3JldA==";

    /** The key that a laptop seals credentials with: {@code punctual-local-only-secrets-key!} in Base64. */
    public static final String SECRETS_KEY = "cHVuY3R1YWwtbG9jYWwtb25seS1zZWNyZXRzLWtleSE=";

    /** What every secret of a laptop or a test that stands in this repository says, once it is decoded. */
    private static final List<String> PHRASES =
            List.of("punctual-local-only", "the-newest-secret-of-acme-crm", "the-older-secret-of-acme-crm!");

    /** What may be Base64 in a value that holds several, of either alphabet. */
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{16,}");

    /** The laptop's passwords, and those that are tried first everywhere. */
    private static final Set<String> PASSWORDS = Set.of(
            "punctual", "postgres", "password", "secret", "admin", "root", "test", "changeit", "changeme", "change-me");

    private LocalSecrets() {}

    /** Whether one of ours stands in it, as it is or encoded: with padding or without, in either alphabet of Base64. */
    static boolean isIn(String value) {
        return saysOne(value)
                || ENCODED.matcher(value.replace("whsec_", " "))
                        .results()
                        .map(found -> decoded(found.group()))
                        .anyMatch(LocalSecrets::saysOne);
    }

    private static boolean saysOne(String text) {
        return PHRASES.stream().anyMatch(text::contains);
    }

    private static String decoded(String encoded) {
        String standard = encoded.replace('-', '+').replace('_', '/');
        // One character alone at the end decodes to nothing, and decoders disagree about it.
        String whole = standard.length() % 4 == 1 ? standard.substring(0, standard.length() - 1) : standard;
        return new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1);
    }

    /** Whether it is a password that everybody tries first. */
    static boolean isKnownPassword(String password) {
        return PASSWORDS.contains(password.strip().toLowerCase(Locale.ROOT));
    }
}
