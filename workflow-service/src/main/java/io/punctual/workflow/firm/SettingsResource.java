package io.punctual.workflow.firm;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A firm's settings over HTTP. */
@Path("/api/v1/settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings", description = "What a firm's admin sets.")
@RolesAllowed(Roles.ADMIN)
public class SettingsResource {
    private final SettingsAdmin admin;

    SettingsResource(SettingsAdmin admin) {
        this.admin = admin;
    }

    @GET
    @Operation(
            operationId = "getSettings",
            summary = "Read the firm's settings",
            description = "Admins only. A firm that has set nothing reads the defaults.")
    @APIResponseSchema(value = SettingsView.class, responseCode = "200", responseDescription = "The settings.")
    public Response get() {
        return answer(admin.read());
    }

    @PUT
    @Operation(
            operationId = "replaceSettings",
            summary = "Replace the firm's settings",
            description = "Admins only. What is left out gets its default; what is read may be written back.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsDocument.class)))
    @APIResponseSchema(value = SettingsView.class, responseCode = "200", responseDescription = "The settings now.")
    public Response replace(
            Reading<SettingsDocument> body,
            @Parameter(description = "The `ETag` that the change is based on; 412 where it is another by now.")
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch) {
        SettingsAdmin.Current seen = admin.read();
        Versions.check(ifMatch, seen.version());
        SettingsDocument document = body.value();
        FirmSettings.Values values = SettingsCheck.check(document == null ? body.orThrow() : document, body.faults());
        return answer(admin.change(seen.version(), values));
    }

    private static Response answer(SettingsAdmin.Current current) {
        return Response.ok(current.view())
                .header(HttpHeaders.ETAG, Versions.etag(current.version()))
                .build();
    }
}
