package io.punctual.appointments.firm;

import io.punctual.appointments.check.CountryCode;
import io.punctual.ground.json.LanguageTag;
import io.punctual.ground.json.PlainText;
import io.punctual.ground.json.ZoneName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm to be created, as an operator gives it. */
@Schema(description = "A firm to be created.")
public record NewFirm(
        @Schema(
                description = "The id that identity providers name in firm_id; any UUID. Made here where absent.",
                nullable = true)
        @Nullable
        UUID id,

        @NotBlank
        @Size(max = 200)
        @PlainText
        @Schema(description = "Name, without control characters.", examples = "Acme Advisory")
        String name,

        @NotNull @ZoneName @Schema(description = "IANA name.", maxLength = 100, examples = "Europe/Berlin")
        String timeZone,

        @NotNull @LanguageTag @Schema(description = "Language tag (BCP 47).", maxLength = 35, examples = "en-GB")
        String locale,

        @NotNull
        @CountryCode
        @Schema(
                description = "Two letters (ISO 3166): how phone numbers without a country code are read.",
                pattern = "^[A-Z]{2}$",
                examples = "DE")
        String defaultCountry) {

    FirmProfile profile() {
        return new FirmProfile(name, timeZone, locale, defaultCountry);
    }
}
