package io.punctual.appointments.directory;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A kind of meeting as callers read it. */
@Schema(name = "AppointmentType", description = "A kind of meeting.")
public record AppointmentTypeView(
        @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000001")
        UUID id,

        @Schema(description = "Name.", maxLength = 200, examples = "Consultation")
        String name,

        @Schema(description = "How long it usually takes.", nullable = true, examples = "30") @Nullable
        Integer durationMinutes,

        @Schema(description = "What it is about.", nullable = true, examples = "A first conversation") @Nullable
        String description,

        @Schema(description = "When it was added.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "When it was changed last.", examples = "2026-11-24T09:00:00Z")
        Instant updatedAt) {

    static AppointmentTypeView of(AppointmentType type) {
        AppointmentTypeDetails details = type.details();
        return new AppointmentTypeView(
                type.id(),
                details.name(),
                details.durationMinutes(),
                details.description(),
                type.createdAt(),
                type.updatedAt());
    }
}
