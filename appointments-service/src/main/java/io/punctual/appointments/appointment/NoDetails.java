package io.punctual.appointments.appointment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of what needs none: it may be missing. */
@Schema(description = "Nothing: {} or no body at all.")
public record NoDetails() {}
