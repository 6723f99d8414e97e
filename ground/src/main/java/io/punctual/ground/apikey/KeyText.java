package io.punctual.ground.apikey;

import io.punctual.ground.identity.KeyRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a key: {@code punctual_<prefix>_<secret><checksum>}, letters and digits only. The prefix is shown everywhere and
 * finds the key; 43 characters of secret are more than 256 random bits; by the checksum a scanner (and we, without asking the
 * database) tell a key from a typing error.
 */
final class KeyText {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX = 12;
    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;
    private static final Pattern FORM =
            Pattern.compile(KeyRequest.MARK + "([0-9A-Za-z]{12})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})");

    private final String prefix;
    private final String text;

    private KeyText(String prefix, String text) {
        this.prefix = prefix;
        this.text = text;
    }

    /** A new one, of the system's best random numbers. */
    static KeyText make(SecureRandom random) {
        String prefix = letters(random, PREFIX);
        String unchecked = KeyRequest.MARK + prefix + "_" + letters(random, SECRET);
        return new KeyText(prefix, unchecked + checksum(unchecked));
    }

    /** The key of this text; empty where it is none. */
    static Optional<KeyText> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || !checksum(text.substring(0, text.length() - CHECKSUM)).equals(form.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new KeyText(form.group(1), text));
    }

    String prefix() {
        return prefix;
    }

    /** All of it, for whoever made it. */
    String text() {
        return text;
    }

    /**
     * What is kept of it. A fast hash is right here: slow ones make guessing a password dear, and nobody guesses 256 random bits.
     */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String letters(SecureRandom random, int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long left = crc.getValue();
        char[] letters = new char[CHECKSUM];
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            letters[i] = ALPHABET.charAt((int) (left % ALPHABET.length()));
            left /= ALPHABET.length();
        }
        return new String(letters);
    }

    /** Without the secret: it may end up in a log. */
    @Override
    public String toString() {
        return KeyRequest.MARK + prefix + "_…";
    }
}
