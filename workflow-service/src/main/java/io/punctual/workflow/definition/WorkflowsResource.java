package io.punctual.workflow.definition;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.idempotency.Answer;
import io.punctual.ground.idempotency.Idempotency;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.workflow.firm.Firms;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
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

/** Workflows over HTTP. */
@Path("/api/v1/workflows")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows", description = "What a firm wants done about its appointments.")
@RolesAllowed({Roles.STAFF, Roles.ADMIN})
public class WorkflowsResource {
    private static final String IF_MATCH = "The `ETag` that the change is based on; 412 where it is another by now.";

    private final WorkflowAdmin admin;
    private final WorkflowCheck check;
    private final Firms firms;
    private final Caller caller;
    private final Idempotency idempotency;

    WorkflowsResource(WorkflowAdmin admin, WorkflowCheck check, Firms firms, Caller caller, Idempotency idempotency) {
        this.admin = admin;
        this.check = check;
        this.firms = firms;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(
            operationId = "createWorkflow",
            summary = "Create a workflow",
            description =
                    "Takes the canonical form, or the shorthand for one step. Nothing is stored where anything is wrong.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = WorkflowDocument.class),
                            examples = {
                                @ExampleObject(name = "canonical", value = WorkflowExamples.CANONICAL),
                                @ExampleObject(name = "shorthand", value = WorkflowExamples.SHORTHAND)
                            }))
    @APIResponseSchema(value = WorkflowView.class, responseCode = "201", responseDescription = "Created.")
    public Response create(
            @Parameter(
                            description =
                                    "Makes a repetition harmless: the same key and body get the first answer again, "
                                            + "for 24 hours.",
                            schema = @Schema(maxLength = 255))
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            Reading<WorkflowDocument> body) {
        WorkflowDraft draft = draft(body);
        return idempotency
                .answer(idempotencyKey, draft, "create_workflow", () -> {
                    Published created = admin.create(draft);
                    return Answer.created(
                            "/api/v1/workflows/" + created.workflow().id(), etag(created), WorkflowView.of(created));
                })
                .toResponse();
    }

    @GET
    @Operation(
            operationId = "listWorkflows",
            summary = "List workflows",
            description = "Newest first; deleted ones are left out.")
    @APIResponse(responseCode = "200", description = "One page.")
    public Page<WorkflowView> list(
            @Parameter(
                            description = "Only those with this status.",
                            schema = @Schema(implementation = WorkflowStatus.class))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(description = "Only those with this trigger.", schema = @Schema(ref = "Trigger"))
                    @QueryParam("trigger")
                    @Nullable
                    String trigger,
            @Parameter(
                            description = "Only those with this text anywhere in their name, whatever its case.",
                            schema = @Schema(maxLength = WorkflowCheck.MAX_NAME))
                    @QueryParam("name")
                    @Nullable
                    String name,
            @Parameter(
                            description = "How many at most.",
                            schema = @Schema(minimum = "1", maximum = "200", defaultValue = "50"))
                    @QueryParam("limit")
                    @Nullable
                    Integer limit,
            @Parameter(description = "`next_cursor` of the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        return admin.list(WorkflowQuery.filter(status, trigger, name), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWorkflow", summary = "Read a workflow", description = "Always in the canonical form.")
    @APIResponseSchema(value = WorkflowView.class, responseCode = "200", responseDescription = "The workflow.")
    public Response get(@PathParam("id") UUID id) {
        return answer(admin.read(id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "replaceWorkflow",
            summary = "Edit a workflow",
            description =
                    "Replaces what the workflow says and publishes it as a new version; a document that says the same "
                            + "publishes nothing. A status that differs pauses, or activates without `apply_to_existing`. With "
                            + "`dry_run=true` nothing changes, and the answer says what the edit would do.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = WorkflowDocument.class),
                            examples = {
                                @ExampleObject(name = "canonical", value = WorkflowExamples.CANONICAL),
                                @ExampleObject(name = "shorthand", value = WorkflowExamples.SHORTHAND)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The workflow as it is now, or with `dry_run=true` what the edit would do.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(anyOf = {WorkflowView.class, EffectView.class})))
    public Response replace(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "Only say what the edit would do.",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .BOOLEAN))
                    @QueryParam("dry_run")
                    @Nullable
                    String dryRun,
            Reading<WorkflowDocument> body,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        boolean onlyAsk = WorkflowQuery.flag("dry_run", dryRun);
        int seen = seen(id, ifMatch);
        WorkflowDraft draft = draft(body);
        return onlyAsk
                ? Response.ok(EffectView.of(admin.wouldDo(id, seen, draft))).build()
                : answer(admin.edit(id, seen, draft));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "deleteWorkflow",
            summary = "Delete a workflow",
            description = "Cancels what waits. The history of its executions stays readable. Admins only.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public Response delete(
            @PathParam("id") UUID id,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        admin.delete(id, seen(id, ifMatch));
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/activate")
    @Operation(
            operationId = "activateWorkflow",
            summary = "Activate a workflow",
            description =
                    "From now on it plans for each event that it matches. Appointments that exist already are left "
                            + "alone unless `apply_to_existing` is true.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ActivationDocument.class)))
    @APIResponseSchema(value = ActivationView.class, responseCode = "200", responseDescription = "It is active.")
    public Response activate(
            @PathParam("id") UUID id,
            Reading<ActivationDocument> body,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        int seen = seen(id, ifMatch);
        body.faults().throwIfAny();
        ActivationDocument document = body.value();
        boolean applyToExisting = document != null && Boolean.TRUE.equals(document.applyToExisting());
        WorkflowAdmin.Activated activated = admin.activate(id, seen, applyToExisting);
        return Response.ok(ActivationView.of(activated))
                .header(HttpHeaders.ETAG, etag(activated.published()))
                .build();
    }

    @POST
    @Path("/{id}/pause")
    @Operation(
            operationId = "pauseWorkflow",
            summary = "Pause a workflow",
            description = "Cancels what waits, as `workflow_inactive`.")
    @APIResponseSchema(value = WorkflowView.class, responseCode = "200", responseDescription = "It is paused.")
    public Response pause(
            @PathParam("id") UUID id,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        return answer(admin.pause(id, seen(id, ifMatch)));
    }

    @GET
    @Path("/{id}/versions")
    @Operation(
            operationId = "listWorkflowVersions",
            summary = "List what a workflow has said over time",
            description = "Newest first.")
    @APIResponse(responseCode = "200", description = "One page.")
    public Page<VersionView> versions(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "How many at most.",
                            schema = @Schema(minimum = "1", maximum = "200", defaultValue = "50"))
                    @QueryParam("limit")
                    @Nullable
                    Integer limit,
            @Parameter(description = "`next_cursor` of the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        return admin.versions(id, PageRequest.of(limit, cursor));
    }

    /** The revision that this request is based on: what stands when it comes in. */
    private int seen(UUID id, @Nullable String ifMatch) {
        int present = admin.read(id).workflow().revision();
        Versions.check(ifMatch, present);
        return present;
    }

    private WorkflowDraft draft(Reading<WorkflowDocument> body) {
        UUID firmId = caller.firmId();
        WorkflowCheck.Owner owner = new WorkflowCheck.Owner(firmId, firms.profile(firmId), firms.senders(firmId));
        WorkflowDocument document = body.value();
        return check.check(owner, document == null ? body.orThrow() : document, body.faults());
    }

    private static Response answer(Published published) {
        return Response.ok(WorkflowView.of(published))
                .header(HttpHeaders.ETAG, etag(published))
                .build();
    }

    private static String etag(Published published) {
        return Versions.etag(published.workflow().revision());
    }
}
