package io.punctual.workflow.firm;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.identity.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What firms are allowed, over HTTP. */
@Path("/api/v1/firms/{id}/limits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits", description = "What the operator allows firms.")
@RolesAllowed(Roles.OPERATOR)
public class FirmLimitsResource {
    private final FirmLimitsAdmin admin;

    FirmLimitsResource(FirmLimitsAdmin admin) {
        this.admin = admin;
    }

    @GET
    @Operation(
            operationId = "getFirmLimits",
            summary = "Read what a firm is allowed",
            description = "Operators only. A firm that nothing was set for, known here or not, has the defaults.")
    @APIResponseSchema(value = FirmLimitsView.class, responseCode = "200", responseDescription = "The limits.")
    public Response get(@Parameter(description = "The firm's id.") @PathParam("id") UUID firmId) {
        return answer(admin.read(firmId));
    }

    @PUT
    @Operation(
            operationId = "replaceFirmLimits",
            summary = "Change what a firm is allowed",
            description = "Operators only. It holds from the next message on; 0 stops the firm's messages.")
    @APIResponseSchema(value = FirmLimitsView.class, responseCode = "200", responseDescription = "The limits now.")
    public Response replace(
            @Parameter(description = "The firm's id.") @PathParam("id") UUID firmId,
            FirmLimitsDocument body,
            @Parameter(description = "The `ETag` that the change is based on; 412 where it is another by now.")
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch) {
        int seen = admin.read(firmId).version();
        Versions.check(ifMatch, seen);
        return answer(admin.change(firmId, seen, body.dailyMessages()));
    }

    private static Response answer(FirmLimitsAdmin.Current current) {
        return Response.ok(current.view())
                .header(HttpHeaders.ETAG, Versions.etag(current.version()))
                .build();
    }
}
