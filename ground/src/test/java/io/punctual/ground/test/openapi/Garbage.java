package io.punctual.ground.test.openapi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Values that honest clients do not send. */
final class Garbage {
    private static final String HEX = "0123456789ABCDEF";

    /** Texts for anywhere. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1.5",
            "201",
            "2147483648",
            "9223372036854775808",
            "9".repeat(400),
            "1e400",
            "NaN",
            "null",
            "undefined",
            "true",
            "'",
            "\"",
            "'; SELECT 1; --",
            "%' OR '1'='1",
            "\\",
            "*",
            "<b onload=x>",
            "{{contact.email}}",
            "{{#each x}}",
            "{inject:x}",
            "${jndi:ldap://127.0.0.1/x}",
            "../../../etc/passwd",
            "..",
            ".",
            "/",
            "//",
            ";a=b",
            "a,b",
            "[]",
            "{}",
            "\u0000",
            "a\u0000b",
            "\u0001\u001f\u007f",
            "\r\nX-Evil: 1",
            "\ufeff",
            "\uffff",
            "\u202e\u200b\u2066",
            "\ud83d\udca3",
            "e\u0301\u0302\u0303".repeat(50),
            "\u0130\u0131\u00df\ufb01",
            "a".repeat(256),
            "x".repeat(1500),
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "1-1-1-1-1",
            "0198c3a2-7f00-7000-8000-00000000e00",
            "2026-02-30T00:00:00Z",
            "2026-11-24",
            "2026-11-24T09:00:00",
            "2026-11-24T09:00:00+18:00",
            "2026-11-24T24:00:00Z",
            "2026-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "1795510800");

    /** Parts of a URL as they go over the wire: all texts, and what no encoder makes. */
    static final List<String> ENCODED = Stream.concat(
                    TEXTS.stream().map(Garbage::encoded),
                    Stream.of("%FF", "%C0%AF", "%ED%A0%80", "%2F", "%2e%2e%2f", "%252F", "%25%30%30", "a+b", "%F0%9F"))
            .toList();

    /** For a place in a path: without those that make it another path. */
    static final List<String> SEGMENTS = ENCODED.stream()
            .filter(text -> !Set.of("", ".", "..").contains(text))
            .toList();

    /** Header values; those that the client refuses to send are left out by {@link FuzzRequest}. */
    static final List<String> HEADERS = Stream.concat(
                    TEXTS.stream().filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127)),
                    Stream.of(
                            "\"",
                            "\"\"",
                            "W/\"1\"",
                            "\"1\", \"2\"",
                            "*",
                            "\"" + "e".repeat(2000) + "\"",
                            "\u00e9\u00ff",
                            "\t"))
            .toList();

    static final List<String> ACCEPTS = List.of(
            "text/html",
            "application/xml",
            "application/json;q=0",
            "*/*;q=0.1",
            "nonsense",
            "a/b/c",
            "application/json;version=\"",
            "",
            "application/problem+json",
            "*/*,".repeat(300) + "*/*");

    static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json;charset=nonsense",
            "application/json;charset=\"",
            "application/json; a",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/merge-patch+json",
            "json",
            "a/b/c",
            "*/*",
            "");

    private Garbage() {}

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** The text, with all but letters, digits and {@code -._~} percent-encoded. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
