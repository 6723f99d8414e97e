package io.punctual.local.terminal;

import java.util.Objects;

/** Something the person at the terminal can act on: its message is all they need, no stack trace. */
public final class LaunchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says it.
     *
     * @param message what is wrong and what to do about it, possibly several lines
     */
    public LaunchFailure(String message) {
        super(message);
    }

    /**
     * Says it and keeps what made it fail.
     *
     * @param message what is wrong and what to do about it, possibly several lines
     * @param cause what made it fail, for whoever debugs the launcher
     */
    public LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
