package io.punctual.ground.http;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A resource like those of the services, for tests. */
@Path("/api/v1/things")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ThingsResource {
    enum Colour {
        DARK_RED,
        BLUE
    }

    record Part(@Nullable String partName, @Nullable Integer delayMinutes) {}

    record Thing(
            @NotBlank @Size(max = 10) String thingName,
            @NotNull Colour colour,
            int size,
            @Nullable UUID otherId,
            @Nullable Instant madeAt,
            @Nullable List<@Nullable @Valid Part> parts) {}

    record Seen(UUID firm, String actor, Optional<String> email, boolean staff) {}

    @Inject
    Caller caller;

    @GET
    @Path("/me")
    @RolesAllowed({Roles.STAFF, Roles.PORTAL, Roles.OPERATOR})
    public Seen me() {
        return new Seen(caller.firmId(), caller.actor(), caller.email(), caller.hasRole(Roles.STAFF));
    }

    @GET
    @RolesAllowed(Roles.STAFF)
    public List<String> list(
            @QueryParam("other_id") @Nullable UUID otherId,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("colour") @Nullable Colour colour,
            @QueryParam("limit") @Nullable Integer limit) {
        return List.of(String.valueOf(otherId), String.valueOf(from), String.valueOf(colour), String.valueOf(limit));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.STAFF)
    public String get(@PathParam("id") UUID id) {
        return "\"" + id + "\"";
    }

    @POST
    @RolesAllowed(Roles.STAFF)
    public Thing make(Thing thing) {
        return thing;
    }

    @POST
    @Path("/checked")
    @RolesAllowed(Roles.STAFF)
    public Thing check(Reading<Thing> reading) {
        reading.faults().add("weather", "too_wet", "It rains.");
        return reading.orThrow();
    }

    @POST
    @Path("/broken")
    @RolesAllowed(Roles.STAFF)
    public Thing fail() {
        throw new IllegalStateException("secret SELECT * FROM nowhere");
    }

    @GET
    @Path("/busy")
    @RolesAllowed(Roles.STAFF)
    public Thing busy() {
        throw Problem.tooMany("busy", "Later.", Duration.ofMillis(1500));
    }

    @GET
    @Path("/page")
    @Produces(MediaType.TEXT_HTML)
    @RolesAllowed(Roles.STAFF)
    public String page() {
        return "<!doctype html><title>Things</title>";
    }

    @GET
    @Path("/kept")
    @RolesAllowed(Roles.STAFF)
    public Response kept() {
        return Response.ok("\"kept\"")
                .header("Cache-Control", "private, max-age=60")
                .build();
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "\"nobody said who may\"";
    }
}
