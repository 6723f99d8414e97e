package io.punctual.workflow.firm;

import java.util.UUID;

/**
 * What is known of a firm, as its newest event told it.
 *
 * @param timeZone an IANA name
 * @param locale a BCP 47 tag
 */
public record FirmProfile(UUID firmId, String name, String timeZone, String locale) {}
