package io.punctual.appointments.firm;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.id.Ids;
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

/** Firms over HTTP. */
@Path("/api/v1/firms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Firms", description = "The tenants and their profiles.")
public class FirmsResource {
    private final Firms firms;
    private final FirmAdmin admin;
    private final Caller caller;
    private final Idempotency idempotency;

    FirmsResource(Firms firms, FirmAdmin admin, Caller caller, Idempotency idempotency) {
        this.firms = firms;
        this.admin = admin;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /** Creates one. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "createFirm", summary = "Create a firm")
    @APIResponse(
            responseCode = "201",
            description = "Created.",
            content = @Content(schema = @Schema(implementation = FirmView.class)))
    public Response create(NewFirm input, @RestHeader("Idempotency-Key") @Nullable String key) {
        return idempotency
                .answer(key, input, "create_firm", () -> {
                    Firm firm = admin.create(input.id() == null ? Ids.next() : input.id(), input.profile());
                    return Answer.created(
                            "/api/v1/firms/" + firm.id(), Versions.etag(firm.version()), FirmView.of(firm));
                })
                .toResponse();
    }

    /** Lists all. */
    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "listFirms", summary = "List all firms by id")
    public Page<FirmView> list(
            @RestQuery("limit") @Nullable Integer limit, @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(firms.list(request), request, firm -> Cursor.of(firm.id()))
                .map(FirmView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    @Operation(operationId = "getFirm", summary = "Read a firm; an admin their own")
    @APIResponse(
            responseCode = "200",
            description = "The firm.",
            content = @Content(schema = @Schema(implementation = FirmView.class)))
    public Response get(@RestPath UUID id) {
        if (!caller.hasRole(Roles.OPERATOR)) {
            checkOwn(id);
        }
        return answer(firms.findByIdOptional(id).orElseThrow(Problem::notFound));
    }

    /** Replaces a profile. */
    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "updateFirm",
            summary = "Replace the profile of your own firm",
            description = "Events that are written from then on carry it.")
    @APIResponse(
            responseCode = "200",
            description = "The firm as it is now.",
            content = @Content(schema = @Schema(implementation = FirmView.class)))
    public Response update(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, FirmInput input) {
        checkOwn(id);
        return answer(admin.update(id, input.profile(), present -> Versions.check(ifMatch, present)));
    }

    private void checkOwn(UUID id) {
        if (!id.equals(caller.firmId())) {
            throw Problem.notFound();
        }
    }

    private static Response answer(Firm firm) {
        return Response.ok(FirmView.of(firm))
                .header("ETag", Versions.etag(firm.version()))
                .build();
    }
}
