package io.punctual.workflow.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys: all of them open, one of them seals. AES-256-GCM, a random nonce each time, the place as associated data. */
final class Keyring {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;
    private final @Nullable String current;
    private final SecureRandom random = new SecureRandom();

    private Keyring(Map<String, SecretKey> keys, @Nullable String current) {
        this.keys = keys;
        this.current = current;
    }

    /** A sealed secret cannot be opened. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * A keyring of keys in Base64.
     *
     * @param current the id of the key that seals; may be left out where there is only one
     * @throws IllegalArgumentException where a key is of a wrong size or no Base64, or no current one is named; never with the key
     */
    static Keyring of(Map<String, String> base64, Optional<String> current) {
        Map<String, SecretKey> keys = new TreeMap<>();
        base64.forEach((id, text) -> keys.put(id, key(id, text)));
        if (current.isPresent() && !keys.containsKey(current.get())) {
            throw new IllegalArgumentException(
                    "punctual.secrets.current names a key that is not there; known: " + keys.keySet());
        }
        if (current.isEmpty() && keys.size() > 1) {
            throw new IllegalArgumentException("punctual.secrets.current has to name one of the keys " + keys.keySet());
        }
        return new Keyring(
                keys, current.orElseGet(() -> keys.keySet().stream().findFirst().orElse(null)));
    }

    private static SecretKey key(String id, String text) {
        if (!id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "A key's id has 1 to 64 of a-z, 0-9, _ and -, and begins with a letter or digit");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("punctual.secrets.keys." + id + " is not Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("punctual.secrets.keys." + id + " has " + bytes.length
                    + " bytes: it has to be 32 random bytes in Base64, as of: openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** The key that seals; empty where there is none. */
    Optional<String> current() {
        return Optional.ofNullable(current);
    }

    /** Whether a key has exactly these bytes. */
    boolean holds(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        return keys.values().stream().anyMatch(key -> Arrays.equals(key.getEncoded(), bytes));
    }

    /**
     * Seals with the current key.
     *
     * @throws IllegalStateException where there is none
     */
    Sealed seal(byte[] plain, SecretPlace place) {
        String id = current().orElseThrow(() -> new IllegalStateException("There is no key to seal with"));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, id, nonce, place).doFinal(plain);
            byte[] envelope = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
            System.arraycopy(ciphertext, 0, envelope, NONCE_BYTES, ciphertext.length);
            return new Sealed(id, envelope);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM does not work here", e);
        }
    }

    /** Opens what was sealed for this place. */
    byte[] open(Sealed envelope, SecretPlace place) throws Unreadable {
        if (!keys.containsKey(envelope.keyId())) {
            throw new Unreadable("The key " + envelope.keyId() + " is not there");
        }
        if (envelope.bytes().length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new Unreadable("It is too short");
        }
        byte[] nonce = Arrays.copyOf(envelope.bytes(), NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, envelope.keyId(), nonce, place)
                    .doFinal(envelope.bytes(), NONCE_BYTES, envelope.bytes().length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new Unreadable("It was changed, or sealed for another place or with another key of the same id");
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, SecretPlace place) throws GeneralSecurityException {
        SecretKey key = keys.get(keyId);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }
}
