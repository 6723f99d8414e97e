package io.punctual.appointments.outbox;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event that is not delivered yet, without its content. */
@Schema(description = "A lifecycle event that is not delivered yet, without its content.")
public record EventDelivery(
        @Schema(description = "Id of the event.", examples = "0198c3a2-0000-7000-8000-000000000005")
        UUID id,

        @Schema(description = "Whose it is.", examples = "00000000-0000-7000-8000-00000000ac3e")
        UUID firmId,

        @Schema(description = "What it is about.", examples = "0198c3a2-0000-7000-8000-000000000004")
        UUID appointmentId,

        @Schema(description = "CloudEvents type.", examples = "io.punctual.appointment.created")
        String type,

        @Schema(description = "Position among its appointment's events, from 1.", minimum = "1", examples = "1")
        int sequence,

        @Schema(description = "How far its delivery has come.")
        DeliveryState state,

        @Schema(description = "Tries so far.", minimum = "0", examples = "3")
        int attempts,

        @Schema(description = "When it happened.", examples = "2026-11-24T09:00:00Z")
        Instant occurredAt,

        @Schema(description = "When it was tried first.", nullable = true, examples = "2026-11-24T09:00:00Z") @Nullable
        Instant firstAttemptAt,

        @Schema(description = "When it was tried last.", nullable = true, examples = "2026-11-24T09:00:07Z") @Nullable
        Instant lastAttemptAt,

        @Schema(
                description =
                        "When it is tried next; null where it is dead. One success to the receiver brings it forward.",
                nullable = true,
                examples = "2026-11-24T09:00:11Z")
        @Nullable
        Instant nextAttemptAt,

        @Schema(
                description = "HTTP status of the last try; null where there was no answer.",
                nullable = true,
                examples = "503")
        @Nullable
        Integer lastStatus,

        @Schema(
                description =
                        "What went wrong last: http_ and a status, timeout, connect_timeout, connection_refused, connection_lost, unanswered (in a batch), not_sent.",
                nullable = true,
                examples = "http_503")
        @Nullable
        String lastError) {}
