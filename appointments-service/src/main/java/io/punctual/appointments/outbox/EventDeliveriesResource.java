package io.punctual.appointments.outbox;

import io.punctual.ground.identity.Roles;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Deliveries over HTTP: what is waiting, being retried or dead. */
@Path("/api/v1/event-deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Event deliveries", description = "Lifecycle events on their way, of all firms, without content.")
public class EventDeliveriesResource {
    private final EventDeliveries deliveries;
    private final EventDeliveryAdmin admin;

    EventDeliveriesResource(EventDeliveries deliveries, EventDeliveryAdmin admin) {
        this.deliveries = deliveries;
        this.admin = admin;
    }

    /** Lists them. */
    @GET
    @Operation(operationId = "listEventDeliveries", summary = "List events that are not delivered yet, oldest first")
    public Page<EventDelivery> list(
            @RestQuery
                    @Parameter(
                            description = "Only those in this state.",
                            schema = @Schema(implementation = DeliveryState.class))
                    @Nullable
                    String state,
            @RestQuery("limit") @Nullable Integer limit,
            @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(deliveries.list(wanted(state), request), request, delivery -> Cursor.of(delivery.id()));
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getEventDelivery", summary = "Read an event's delivery; 404 once it is delivered")
    public EventDelivery get(@RestPath UUID id) {
        return deliveries.find(id).orElseThrow(Problem::notFound);
    }

    /** Tries one again. */
    @POST
    @Path("/{id}/redeliver")
    @Operation(
            operationId = "redeliverEvent",
            summary = "Try an event again now",
            description = "Works on dead ones and on those that wait; it gets a new budget of tries.")
    public EventDelivery redeliver(@RestPath UUID id) {
        return admin.redeliver(id);
    }

    private static Optional<DeliveryState> wanted(@Nullable String state) {
        if (state == null) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(DeliveryState.values())
                .filter(value -> value.wireName().equals(state))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("state", "unknown_value", "state is waiting, retrying or dead.")));
    }
}
