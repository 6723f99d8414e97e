package io.punctual.appointments.appointment;

import io.punctual.appointments.check.QueryText;
import io.punctual.ground.problem.Faults;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list, as they come. */
public final class AppointmentQuery {
    @RestQuery
    @Parameter(description = "Only those with this status.", schema = @Schema(implementation = AppointmentStatus.class))
    @Nullable
    String status;

    @RestQuery
    @Parameter(description = "Only those with this contact (id).", schema = @Schema(format = "uuid"))
    @Nullable
    String contact;

    @RestQuery
    @Parameter(description = "Only those of this staff member (id).", schema = @Schema(format = "uuid"))
    @Nullable
    String staff;

    @RestQuery
    @Parameter(description = "Only those of this appointment type (id).", schema = @Schema(format = "uuid"))
    @Nullable
    String type;

    @RestQuery
    @Parameter(
            description = "Only those that start then or later.",
            example = "2027-03-01T00:00:00Z",
            schema = @Schema(format = "date-time"))
    @Nullable
    String from;

    @RestQuery
    @Parameter(
            description = "Only those that start before.",
            example = "2027-04-01T00:00:00Z",
            schema = @Schema(format = "date-time"))
    @Nullable
    String to;

    /**
     * What they mean.
     *
     * @throws io.punctual.ground.problem.Problem 422 naming each that means nothing
     */
    AppointmentFilter filter() {
        Faults faults = new Faults();
        AppointmentFilter filter = new AppointmentFilter(
                status(faults),
                QueryText.uuid("contact", contact, faults),
                QueryText.uuid("staff", staff, faults),
                QueryText.uuid("type", type, faults),
                QueryText.instant("from", from, faults),
                QueryText.instant("to", to, faults));
        faults.throwIfAny();
        return filter;
    }

    private Optional<AppointmentStatus> status(Faults faults) {
        if (status == null) {
            return Optional.empty();
        }
        Optional<AppointmentStatus> known = Stream.of(AppointmentStatus.values())
                .filter(value -> value.wireName().equals(status.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (known.isEmpty()) {
            faults.add("status", "unknown_value", "status is requested, confirmed, completed, cancelled or no_show.");
        }
        return known;
    }
}
