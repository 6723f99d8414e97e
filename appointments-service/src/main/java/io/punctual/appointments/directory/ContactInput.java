package io.punctual.appointments.directory;

import io.punctual.appointments.check.PhoneNumbers;
import io.punctual.ground.json.EmailAddress;
import io.punctual.ground.json.LanguageTag;
import io.punctual.ground.json.PlainText;
import io.punctual.ground.json.ZoneName;
import io.punctual.ground.problem.Faults;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A contact as a caller describes it. */
@Schema(name = "ContactInput", description = "A contact as a caller describes it.")
public record ContactInput(
        @NotBlank
        @Size(max = 200)
        @PlainText
        @Schema(description = "Full name, without control characters.", examples = "Jo Doe")
        String name,

        @NotNull
        @EmailAddress
        @Schema(
                description = "The firm's other contacts must not have it, whatever its case.",
                format = "email",
                maxLength = 254,
                examples = "jo.doe@example.com")
        String email,

        @Size(max = 50)
        @Schema(
                description =
                        "As people write it; without a country code it is read as one of the firm's country. Kept as E.164.",
                nullable = true,
                examples = "+49 30 901820")
        @Nullable
        String phone,

        @ZoneName
        @Schema(description = "IANA name.", nullable = true, maxLength = 100, examples = "Europe/Berlin")
        @Nullable
        String timeZone,

        @LanguageTag
        @Schema(description = "Language tag (BCP 47).", nullable = true, maxLength = 35, examples = "en-GB")
        @Nullable
        String locale) {

    /**
     * The details that are kept.
     *
     * @param country how a number without a country code is read
     * @param faults told where the phone number is none
     */
    public ContactDetails details(String country, Faults faults) {
        String number = null;
        if (phone != null) {
            number = PhoneNumbers.e164(phone, country).orElse(null);
            if (number == null) {
                faults.add("phone", "invalid_phone", "phone must be a telephone number, such as +49 30 901820.");
            }
        }
        return new ContactDetails(name, email, number, timeZone, locale);
    }
}
