package io.punctual.workflow.firm;

import io.punctual.ground.idempotency.Answer;
import io.punctual.ground.idempotency.Idempotency;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.paging.Page;
import io.punctual.ground.problem.Faults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A firm's senders over HTTP. */
@Path("/api/v1/senders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Senders", description = "What a firm's mails may be from: the `senders` of the settings, one by one.")
@RolesAllowed(Roles.ADMIN)
public class SendersResource {
    private final SendersAdmin admin;
    private final Idempotency idempotency;

    SendersResource(SendersAdmin admin, Idempotency idempotency) {
        this.admin = admin;
        this.idempotency = idempotency;
    }

    @GET
    @Operation(
            operationId = "listSenders",
            summary = "List the firm's senders",
            description = "All of them (at most 50), in the order of their addresses. Admins only.")
    @APIResponse(responseCode = "200", description = "All of them.")
    public Page<SenderView> list() {
        return new Page<>(admin.list(), null);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getSender", summary = "Read a sender", description = "Admins only.")
    @APIResponseSchema(value = SenderView.class, responseCode = "200", responseDescription = "The sender.")
    public SenderView get(@PathParam("id") UUID id) {
        return admin.read(id);
    }

    @POST
    @Operation(
            operationId = "addSender",
            summary = "Add a sender",
            description =
                    "The address joins the `senders` of the settings. Unless the firm's own mail server account answers for it, a mail "
                            + "with a link goes to it, and nothing is sent from it before its reader has followed the link. Admins only.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SenderDocument.class)))
    @APIResponseSchema(value = SenderView.class, responseCode = "201", responseDescription = "Added.")
    public Response add(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, Reading<SenderDocument> body) {
        Faults faults = body.faults();
        SenderDocument document = body.value() == null ? body.orThrow() : body.value();
        String address = document.address();
        if (address == null && !faults.has("address")) {
            faults.add("address", "required", "It is needed.");
        } else if (address != null && !SenderAddress.isValid(address)) {
            faults.add("address", "invalid_address", "A plain e-mail address, such as no-reply@acme.example.");
        }
        faults.throwIfAny();
        return idempotency
                .answer(idempotencyKey, document, "add_sender", () -> {
                    SenderView added = admin.add(String.valueOf(address));
                    return Answer.created("/api/v1/senders/" + added.id(), null, added);
                })
                .toResponse();
    }

    @POST
    @Path("/{id}/resend")
    @Operation(
            operationId = "resendSenderLink",
            summary = "Mail a sender a new link",
            description =
                    "The link before is void. The first time after 5 minutes at the earliest, then four times as long each time, up to "
                            + "a day: 429 `too_soon` before. An address that is confirmed is left as it is. Admins only.")
    @APIResponseSchema(
            value = SenderView.class,
            responseCode = "200",
            responseDescription = "The sender; where it is pending, a mail is on its way.")
    public SenderView resend(@PathParam("id") UUID id) {
        return admin.resend(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteSender",
            summary = "Remove a sender",
            description =
                    "It leaves the `senders` of the settings, and is no default any more. Added again it has to be confirmed again. "
                            + "Admins only.")
    @APIResponse(responseCode = "204", description = "Removed.")
    public Response delete(@PathParam("id") UUID id) {
        admin.remove(id);
        return Response.noContent().build();
    }
}
