package io.punctual.workflow.analytics;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Statistics over HTTP. */
@Path("/api/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Statistics", description = "How executions went, by day.")
@RunOnVirtualThread
public class StatisticsResource {
    private static final Duration DEFAULT_SIDE = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final ExecutionCounts counts;
    private final Caller caller;
    private final Clock clock;

    StatisticsResource(ExecutionCounts counts, Caller caller, Clock clock) {
        this.counts = counts;
        this.caller = caller;
        this.clock = clock;
    }

    /** The firm's executions by status, reason, workflow and day. */
    @GET
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(
            operationId = "getStatistics",
            summary = "Count executions by status, reason, workflow and day",
            description = "Where from or to is absent, 30 days before or after now. At most 366 days at once.")
    public Statistics get(
            @Parameter(description = "Due at or after this instant (RFC 3339).") @QueryParam("from") @Nullable
                    Instant from,
            @Parameter(description = "Due before this instant (RFC 3339).") @QueryParam("to") @Nullable Instant to) {
        Instant now = clock.instant();
        Instant start = from == null ? now.minus(DEFAULT_SIDE) : from;
        Instant end = to == null ? now.plus(DEFAULT_SIDE) : to;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw Problem.invalid("from", "out_of_range", "from lies before to, by 366 days at most.");
        }
        String zone = counts.zoneOf(caller.firmId());
        return new Statistics(start, end, zone, counts.count(caller.firmId(), zone, start, end));
    }
}
