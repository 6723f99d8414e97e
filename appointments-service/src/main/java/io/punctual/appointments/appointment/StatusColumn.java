package io.punctual.appointments.appointment;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Writes {@link AppointmentStatus} into its column as others read it. */
@Converter
public final class StatusColumn implements AttributeConverter<AppointmentStatus, String> {

    @Override
    public String convertToDatabaseColumn(AppointmentStatus value) {
        return value.wireName();
    }

    @Override
    public AppointmentStatus convertToEntityAttribute(String text) {
        return AppointmentStatus.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
