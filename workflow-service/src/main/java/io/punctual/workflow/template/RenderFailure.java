package io.punctual.workflow.template;

/** A text could not be rendered. The message names variables, never their values. */
public final class RenderFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayComeLater;

    RenderFailure(String message, boolean mayComeLater) {
        super(message);
        this.mayComeLater = mayComeLater;
    }

    /** Whether only something is missing that an update of the appointment may still bring. */
    public boolean mayComeLater() {
        return mayComeLater;
    }
}
