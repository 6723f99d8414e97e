package io.punctual.workflow.appointment;

import java.util.List;
import java.util.UUID;

/** What tells an appointment from all others: its firm's publisher chose the id, and another firm's may have chosen the same. */
public record AppointmentKey(UUID firmId, UUID id) {

    /** Their firms, in their order, as a column of a statement's rows. */
    public static UUID[] firms(List<AppointmentKey> appointments) {
        return appointments.stream().map(AppointmentKey::firmId).toArray(UUID[]::new);
    }

    /** Their ids, in their order, as a column of a statement's rows. */
    public static UUID[] ids(List<AppointmentKey> appointments) {
        return appointments.stream().map(AppointmentKey::id).toArray(UUID[]::new);
    }
}
