package io.punctual.appointments.directory;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.idempotency.Answer;
import io.punctual.ground.idempotency.Idempotency;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What kinds of meetings there are. */
@Path("/api/v1/appointment-types")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.STAFF, Roles.ADMIN})
@Tag(name = "Appointment types", description = "What kinds of meetings there are.")
public class AppointmentTypesResource {
    private final AppointmentTypes types;
    private final AppointmentTypeAdmin admin;
    private final Caller caller;
    private final Idempotency idempotency;

    AppointmentTypesResource(
            AppointmentTypes types, AppointmentTypeAdmin admin, Caller caller, Idempotency idempotency) {
        this.types = types;
        this.admin = admin;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /** Adds one. */
    @POST
    @Operation(operationId = "createAppointmentType", summary = "Add an appointment type")
    @APIResponse(
            responseCode = "201",
            description = "Added.",
            content = @Content(schema = @Schema(implementation = AppointmentTypeView.class)))
    public Response create(AppointmentTypeInput input, @RestHeader("Idempotency-Key") @Nullable String key) {
        return idempotency
                .answer(
                        key,
                        input,
                        "create_appointment_type",
                        () -> created(admin.create(caller.firmId(), input.details())))
                .toResponse();
    }

    private static Answer created(AppointmentType added) {
        return Answer.created(
                "/api/v1/appointment-types/" + added.id(),
                Versions.etag(added.version()),
                AppointmentTypeView.of(added));
    }

    /** Lists them. */
    @GET
    @Operation(operationId = "listAppointmentTypes", summary = "List appointment types, oldest first")
    public Page<AppointmentTypeView> list(
            @RestQuery("limit") @Nullable Integer limit, @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(types.list(caller.firmId(), Optional.empty(), request), request, one -> Cursor.of(one.id()))
                .map(AppointmentTypeView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getAppointmentType", summary = "Read an appointment type")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentTypeView.class)))
    public Response get(@RestPath UUID id) {
        return answer(types.find(caller.firmId(), id).orElseThrow(Problem::notFound));
    }

    /** Replaces its details. */
    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "updateAppointmentType",
            summary = "Replace the details of an appointment type",
            description = "What is absent is removed. Events that are written from then on carry the new name.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentTypeView.class)))
    public Response update(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, AppointmentTypeInput input) {
        return answer(admin.update(caller.firmId(), id, input.details(), present -> Versions.check(ifMatch, present)));
    }

    private static Response answer(AppointmentType present) {
        return Response.ok(AppointmentTypeView.of(present))
                .header("ETag", Versions.etag(present.version()))
                .build();
    }
}
