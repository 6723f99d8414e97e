package io.punctual.workflow.intake;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Finds out who signed a request (Standard Webhooks, symmetric scheme {@code v1}). */
final class SignatureCheck {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final String SCHEME = "v1,";
    /** More than any rotation needs; each costs one comparison per secret. */
    private static final int MAX_SIGNATURES = 16;

    private final List<Source> sources;

    SignatureCheck(List<Source> sources) {
        this.sources = sources;
    }

    /** Whether the signature could be valid, as far as that can be said without the body. */
    boolean isPlausible(Signature signature, Instant now) {
        return !signature.id().isEmpty()
                && SECONDS.matcher(signature.timestamp()).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(signature.timestamp())), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0
                && signature.signatures().size() <= MAX_SIGNATURES
                && signature.signatures().stream().anyMatch(text -> text.startsWith(SCHEME));
    }

    /** The sources that signed the body: usually one, more where sources share a secret, none where the signature is not valid. */
    List<Source> signers(Signature signature, byte[] body, Instant now) {
        if (!isPlausible(signature, now)) {
            return List.of();
        }
        List<byte[]> given = signature.signatures().stream()
                .filter(text -> text.startsWith(SCHEME))
                .map(text -> decoded(text.substring(SCHEME.length())))
                .toList();
        List<Source> signers = new ArrayList<>();
        for (Source source : sources) {
            if (signedBy(source, signature, body, given)) {
                signers.add(source);
            }
        }
        return signers;
    }

    private static boolean signedBy(Source source, Signature signature, byte[] body, List<byte[]> given) {
        boolean found = false;
        for (SigningSecret secret : source.secrets()) {
            byte[] expected = secret.sign(signature.id(), signature.timestamp(), body);
            for (byte[] candidate : given) {
                found |= MessageDigest.isEqual(expected, candidate);
            }
        }
        return found;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
