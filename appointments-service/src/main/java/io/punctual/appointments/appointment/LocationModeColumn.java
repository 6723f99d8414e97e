package io.punctual.appointments.appointment;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Writes {@link LocationMode} into its column as others read it. */
@Converter
public final class LocationModeColumn implements AttributeConverter<LocationMode, String> {

    @Override
    public String convertToDatabaseColumn(LocationMode value) {
        return value.wireName();
    }

    @Override
    public LocationMode convertToEntityAttribute(String text) {
        return LocationMode.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
