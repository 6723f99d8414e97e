package io.punctual.ground.identity;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who an API key stands for. */
public final class KeyRequest extends BaseAuthenticationRequest implements AuthenticationRequest {
    /** What every API key begins with, and no token of an identity provider does. */
    public static final String MARK = "punctual_";

    private final String key;

    KeyRequest(String key) {
        this.key = key;
    }

    /** The key as it was sent. */
    public String key() {
        return key;
    }
}
