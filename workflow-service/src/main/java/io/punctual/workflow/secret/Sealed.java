package io.punctual.workflow.secret;

/** A secret as it is stored: the key that opens it, and the nonce, ciphertext and tag. */
final class Sealed {
    private final String keyId;
    private final byte[] bytes;

    Sealed(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    String keyId() {
        return keyId;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "sealed with " + keyId;
    }
}
