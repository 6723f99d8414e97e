package io.punctual.appointments.directory;

import io.punctual.ground.json.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A kind of meeting as a caller describes it. */
@Schema(description = "A kind of meeting as a caller describes it.")
public record AppointmentTypeInput(
        @NotBlank
        @Size(max = 200)
        @PlainText
        @Schema(description = "Name, without control characters.", examples = "Consultation")
        String name,

        @Min(1)
        @Max(1440)
        @Schema(
                description = "How long it usually takes. Nothing is derived from it.",
                nullable = true,
                examples = "30")
        @Nullable
        Integer durationMinutes,

        @Size(max = 2000)
        @PlainText
        @Schema(description = "What it is about.", nullable = true, examples = "A first conversation")
        @Nullable
        String description) {

    AppointmentTypeDetails details() {
        return new AppointmentTypeDetails(name, durationMinutes, description);
    }
}
