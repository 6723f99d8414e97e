package io.punctual.appointments.appointment;

import java.util.UUID;

/** Who meets whom, for what: ids of things of the same firm. */
public record Parties(UUID appointmentTypeId, UUID contactId, UUID staffId) {}
