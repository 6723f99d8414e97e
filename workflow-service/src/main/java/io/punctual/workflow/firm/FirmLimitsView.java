package io.punctual.workflow.firm;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A firm's limits as they hold.
 *
 * @param dailyMessages messages a day
 * @param isDefault whether that is the installation's default
 */
@Schema(name = "FirmLimits", description = "What a firm is allowed.")
record FirmLimitsView(
        @Schema(description = "Messages from midnight to midnight UTC.", examples = "10000")
        int dailyMessages,

        @Schema(description = "Whether that is the installation's default.", examples = "true")
        boolean isDefault) {}
