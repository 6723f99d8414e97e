package io.punctual.appointments.appointment;

import org.jspecify.annotations.Nullable;

/**
 * Where people meet.
 *
 * @param details the link, the number or the address; null where it is not known yet
 */
public record Location(LocationMode mode, @Nullable String details) {}
