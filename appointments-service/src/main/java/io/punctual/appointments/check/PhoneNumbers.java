package io.punctual.appointments.check;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Reads phone numbers as people write them. */
public final class PhoneNumbers {

    private PhoneNumbers() {}

    /**
     * The number in E.164, such as {@code +493012345678}.
     *
     * @param country ISO 3166 alpha-2, for numbers without a country code
     * @return empty where no telephone could have that number
     */
    public static Optional<String> e164(String text, String country) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, country);
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
