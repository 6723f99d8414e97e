package io.punctual.appointments.directory;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A staff member as callers read them. */
@Schema(name = "StaffMember", description = "Somebody who holds meetings.")
public record StaffView(
        @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000003")
        UUID id,

        @Schema(description = "Full name.", maxLength = 200, examples = "Sam Roe")
        String name,

        @Schema(description = "Where mail to them goes.", format = "email", examples = "sam@acme.example")
        String email,

        @Schema(description = "IANA name; null where it is the firm's.", nullable = true, examples = "Europe/Berlin")
        @Nullable
        String timeZone,

        @Schema(description = "When they were added.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "When they were changed last.", examples = "2026-11-24T09:00:00Z")
        Instant updatedAt) {

    static StaffView of(StaffMember member) {
        StaffDetails details = member.details();
        return new StaffView(
                member.id(),
                details.name(),
                details.email(),
                details.timeZone(),
                member.createdAt(),
                member.updatedAt());
    }
}
