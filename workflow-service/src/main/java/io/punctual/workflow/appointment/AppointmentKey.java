package io.punctual.workflow.appointment;

import java.util.UUID;

/** What tells an appointment from all others: its firm's publisher chose the id, and another firm's may have chosen the same. */
public record AppointmentKey(UUID firmId, UUID id) {}
