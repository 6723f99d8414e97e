package io.punctual.appointments.directory;

import java.time.Instant;
import java.util.UUID;

/** Those who must know when a person changes; called in the transaction of the change, after the person's row is written. */
public interface OpenAppointments {

    /** A contact has new details: their open appointments say so to others. */
    void contactChanged(UUID firmId, UUID contactId, Instant now);

    /** A staff member has new details: their open appointments say so to others. */
    void staffChanged(UUID firmId, UUID staffId, Instant now);
}
