package io.punctual.appointments.firm;

import java.io.Serializable;
import java.util.UUID;

/** The key of everything that belongs to a firm: an id alone finds nothing. */
public record FirmKey(UUID firmId, UUID id) implements Serializable {}
