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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who holds meetings. */
@Path("/api/v1/staff")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.STAFF, Roles.ADMIN})
@Tag(name = "Staff", description = "Who holds meetings.")
public class StaffResource {
    private final StaffMembers staff;
    private final StaffAdmin admin;
    private final Caller caller;
    private final Idempotency idempotency;

    StaffResource(StaffMembers staff, StaffAdmin admin, Caller caller, Idempotency idempotency) {
        this.staff = staff;
        this.admin = admin;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /** Adds one. */
    @POST
    @Operation(operationId = "createStaffMember", summary = "Add a staff member")
    @APIResponse(
            responseCode = "201",
            description = "Added.",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    public Response create(StaffInput input, @RestHeader("Idempotency-Key") @Nullable String key) {
        return idempotency
                .answer(
                        key,
                        input,
                        "create_staff_member",
                        () -> created(admin.create(caller.firmId(), input.details())))
                .toResponse();
    }

    private static Answer created(StaffMember added) {
        return Answer.created("/api/v1/staff/" + added.id(), Versions.etag(added.version()), StaffView.of(added));
    }

    /** Lists them. */
    @GET
    @Operation(operationId = "listStaff", summary = "List staff members, oldest first")
    public Page<StaffView> list(
            @RestQuery @Parameter(description = "Only those with this address, whatever its case.") @Nullable
                    String email,
            @RestQuery("limit") @Nullable Integer limit,
            @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(
                        staff.list(caller.firmId(), Optional.ofNullable(email), request),
                        request,
                        one -> Cursor.of(one.id()))
                .map(StaffView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getStaffMember", summary = "Read a staff member")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    public Response get(@RestPath UUID id) {
        return answer(staff.find(caller.firmId(), id).orElseThrow(Problem::notFound));
    }

    /** Replaces its details. */
    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "updateStaffMember",
            summary = "Replace the details of a staff member",
            description = "Publishes updated for each of their open appointments.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    public Response update(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, StaffInput input) {
        return answer(admin.update(caller.firmId(), id, input.details(), present -> Versions.check(ifMatch, present)));
    }

    private static Response answer(StaffMember present) {
        return Response.ok(StaffView.of(present))
                .header("ETag", Versions.etag(present.version()))
                .build();
    }
}
