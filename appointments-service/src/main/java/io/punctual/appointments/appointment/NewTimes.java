package io.punctual.appointments.appointment;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The times an appointment is moved to. */
@Schema(description = "The times an appointment is moved to.")
public record NewTimes(
        @NotNull @Schema(description = "Start; a portal user moves ahead only.", examples = "2027-03-02T13:00:00Z")
        Instant startTime,

        @NotNull
        @Schema(description = "End: after the start, 24 hours later at most.", examples = "2027-03-02T13:30:00Z")
        Instant endTime) {}
