package io.punctual.workflow.action.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/**
 * Header text beyond ASCII, as RFC 2047 writes it. The mail client's own encoding breaks characters outside the basic
 * plane (emoji among them) into question marks.
 */
final class EncodedWords {
    /** Of UTF-8, so that an encoded word stays within 75 characters. */
    private static final int BYTES_PER_WORD = 45;

    private static final int LONGEST_PLAIN_LINE = 60;

    private EncodedWords() {}

    /** {@code line} itself where it is short ASCII, else encoded words on folded lines. */
    static String of(String line) {
        boolean plain = line.length() <= LONGEST_PLAIN_LINE
                && !line.contains("=?")
                && line.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain ? line : encoded(line);
    }

    private static String encoded(String line) {
        StringJoiner words = new StringJoiner("\r\n ");
        int start = 0;
        while (start < line.length()) {
            int end = start;
            int bytes = 0;
            while (end < line.length()) {
                int codePoint = line.codePointAt(end);
                bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
                if (bytes > BYTES_PER_WORD) {
                    break;
                }
                end += Character.charCount(codePoint);
            }
            byte[] word = line.substring(start, end).getBytes(StandardCharsets.UTF_8);
            words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(word) + "?=");
            start = end;
        }
        return words.toString();
    }
}
