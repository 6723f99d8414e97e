package io.punctual.appointments.firm;

/**
 * What a firm says of itself.
 *
 * @param timeZone IANA name
 * @param locale BCP 47 tag
 * @param defaultCountry ISO 3166 alpha-2; how phone numbers without a country code are read
 */
public record FirmProfile(String name, String timeZone, String locale, String defaultCountry) {}
