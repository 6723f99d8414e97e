package io.punctual.workflow.event;

import java.util.HexFormat;

/** A SHA-256 as lower-case hexadecimal text, compared by value. */
public record BodyHash(String hex) {

    /** Of a digest's bytes. */
    public static BodyHash of(byte[] digest) {
        return new BodyHash(HexFormat.of().formatHex(digest));
    }

    /** The digest's bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
