package io.punctual.appointments.directory;

import io.punctual.ground.json.EmailAddress;
import io.punctual.ground.json.PlainText;
import io.punctual.ground.json.ZoneName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A staff member as a caller describes them. */
@Schema(description = "A staff member as a caller describes them.")
public record StaffInput(
        @NotBlank
        @Size(max = 200)
        @PlainText
        @Schema(description = "Full name, without control characters.", examples = "Sam Roe")
        String name,

        @NotNull
        @EmailAddress
        @Schema(
                description = "Where mail to them goes.",
                format = "email",
                maxLength = 254,
                examples = "sam@acme.example")
        String email,

        @ZoneName
        @Schema(
                description = "IANA name; the firm's where absent.",
                nullable = true,
                maxLength = 100,
                examples = "Europe/Berlin")
        @Nullable
        String timeZone) {

    StaffDetails details() {
        return new StaffDetails(name, email, timeZone);
    }
}
