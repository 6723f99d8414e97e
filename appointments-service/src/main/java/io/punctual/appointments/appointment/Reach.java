package io.punctual.appointments.appointment;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.problem.Problem;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose appointments a caller may see and touch: all of their firm, or those of the one contact that they are.
 *
 * @param contactEmail the verified address of a portal user; empty for staff
 */
public record Reach(UUID firmId, Optional<String> contactEmail) {

    /**
     * The reach of whoever calls.
     *
     * @throws Problem 403 {@code no_email} where a portal user's identity carries no verified address
     */
    public static Reach of(Caller caller) {
        if (caller.hasRole(Roles.STAFF) || caller.hasRole(Roles.ADMIN)) {
            return new Reach(caller.firmId(), Optional.empty());
        }
        String email = caller.email()
                .orElseThrow(() -> Problem.forbidden("no_email", "Your identity carries no verified e-mail address."));
        return new Reach(caller.firmId(), Optional.of(email));
    }

    /** Whether this is a contact, who may not reach into the past. */
    public boolean isPortal() {
        return contactEmail.isPresent();
    }

    /** Whether an address is the one of this contact, whatever its case. */
    boolean isOwn(String email) {
        return contactEmail.filter(email::equalsIgnoreCase).isPresent();
    }
}
