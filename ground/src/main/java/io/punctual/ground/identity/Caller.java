package io.punctual.ground.identity;

import java.util.Optional;
import java.util.UUID;

/** Who is calling, as the identity provider says; never as the request says. Inject it where a firm or an actor is needed. */
public interface Caller {

    /**
     * The firm that the caller belongs to.
     *
     * @throws io.punctual.ground.problem.Problem 403 {@code no_firm} where the identity names none (an operator)
     */
    UUID firmId();

    /** The firm that the caller belongs to; empty where the identity names none, and for whoever is not known. */
    Optional<UUID> firm();

    /**
     * The name to audit: {@code jo@firm.example (subject)} for a token, {@code key:<prefix> (<its name>)} for an API key, a demo
     * user's name as it is.
     */
    String actor();

    /** The verified e-mail address of the caller, where the identity carries one. */
    Optional<String> email();

    /** Whether the caller has one of {@link Roles}. */
    boolean hasRole(String role);
}
