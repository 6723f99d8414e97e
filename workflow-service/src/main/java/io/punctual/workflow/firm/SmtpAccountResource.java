package io.punctual.workflow.firm;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A firm's mail server account over HTTP. */
@Path("/api/v1/settings/smtp-account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings", description = "What a firm's admin sets.")
@RolesAllowed(Roles.ADMIN)
public class SmtpAccountResource {
    private static final String IF_MATCH = "The `ETag` that the change is based on; 412 where it is another by now.";

    private static final String EXAMPLE = """
            {"host": "smtp.provider.example", "port": 587, "tls": "starttls", "username": "acme",
             "password": "what the provider gave you", "from_addresses": ["desk@acme.example"]}
            """;

    private final SmtpAccountAdmin admin;

    SmtpAccountResource(SmtpAccountAdmin admin) {
        this.admin = admin;
    }

    @GET
    @Operation(
            operationId = "getSmtpAccount",
            summary = "Read the firm's own mail server account",
            description = "Admins only; 404 where the firm has none. The password is never shown.")
    @APIResponseSchema(value = SmtpAccountView.class, responseCode = "200", responseDescription = "The account.")
    @APIResponse(
            responseCode = "404",
            description = "The firm has none.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Response get() {
        return answer(admin.read().orElseThrow(Problem::notFound));
    }

    @PUT
    @Operation(
            operationId = "replaceSmtpAccount",
            summary = "Set the firm's own mail server account",
            description =
                    "Admins only. From now on the firm's mails go through it, from its addresses alone. The host may be any public "
                            + "one; where its addresses lead is checked at each connection. 503 `secrets_not_configured` where the "
                            + "installation has no key to seal the password with.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SmtpAccountDocument.class),
                            examples = @ExampleObject(name = "a provider's", value = EXAMPLE)))
    @APIResponseSchema(value = SmtpAccountView.class, responseCode = "200", responseDescription = "The account now.")
    @APIResponse(
            responseCode = "503",
            description = "The installation has no key for credentials.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Response replace(
            Reading<SmtpAccountDocument> body,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        int seen = seen(ifMatch);
        SmtpAccountDocument document = body.value();
        return answer(admin.replace(seen, document == null ? body.orThrow() : document, body.faults()));
    }

    @DELETE
    @Operation(
            operationId = "deleteSmtpAccount",
            summary = "Remove the firm's own mail server account",
            description =
                    "Admins only. The password is removed too. Mails go through the installation's server again, from confirmed "
                            + "addresses.")
    @APIResponse(responseCode = "204", description = "Removed.")
    @APIResponse(
            responseCode = "404",
            description = "The firm has none.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Response delete(@Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        admin.remove(seen(ifMatch));
        return Response.noContent().build();
    }

    private int seen(@Nullable String ifMatch) {
        int present = admin.read().map(SmtpAccount::version).orElse(0);
        Versions.check(ifMatch, present);
        return present;
    }

    private static Response answer(SmtpAccount account) {
        return Response.ok(SmtpAccountView.of(account))
                .header(HttpHeaders.ETAG, Versions.etag(account.version()))
                .build();
    }
}
