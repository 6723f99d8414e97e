package io.punctual.ground.apikey;

import io.punctual.ground.apikey.ApiKeyAdmin.Made;
import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.idempotency.Answer;
import io.punctual.ground.idempotency.Idempotency;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** API keys over HTTP: each service has its own. */
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@Tag(name = "API keys", description = "Keys for a firm's own programs, each for this service alone.")
public class ApiKeysResource {
    private final ApiKeyAdmin admin;
    private final Caller caller;
    private final Idempotency idempotency;

    ApiKeysResource(ApiKeyAdmin admin, Caller caller, Idempotency idempotency) {
        this.admin = admin;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /** Makes a key. */
    @POST
    @Operation(
            operationId = "createApiKey",
            summary = "Create an API key",
            description =
                    "The answer holds the key, which is not kept and cannot be read again. A repetition under the same "
                            + "Idempotency-Key makes no second key, and its answer has no `key`.")
    @APIResponse(
            responseCode = "201",
            description = "Created.",
            content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, Reading<NewApiKey> body) {
        NewApiKey read = body.value();
        if (read != null) {
            admin.check(read, body.faults());
        }
        NewApiKey wish = body.orThrow();
        AtomicReference<@Nullable Made> first = new AtomicReference<>();
        Answer answer = idempotency.answer(idempotencyKey, wish, "create_api_key", () -> {
            Made made = admin.create(caller.firmId(), wish, caller.actor());
            first.set(made);
            // What is kept for repetitions has no secret in it.
            return Answer.created(
                    "/api/v1/api-keys/" + made.key().id(),
                    Versions.etag(made.key().version()),
                    ApiKeyView.of(made.key()));
        });
        Made made = first.get();
        Response.ResponseBuilder response = Response.fromResponse(answer.toResponse());
        if (made != null) {
            response.entity(ApiKeyView.of(made.key(), made.text().text()));
        }
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** The firm's keys. */
    @GET
    @Operation(
            operationId = "listApiKeys",
            summary = "List API keys",
            description = "Newest first, revoked and expired ones too.")
    public Page<ApiKeyView> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return admin.list(caller.firmId(), PageRequest.of(limit, cursor)).map(ApiKeyView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getApiKey", summary = "Read an API key", description = "Without its secret.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    public Response get(@PathParam("id") UUID id) {
        ApiKey key = admin.read(caller.firmId(), id);
        return Response.ok(ApiKeyView.of(key))
                .header(HttpHeaders.ETAG, Versions.etag(key.version()))
                .build();
    }

    /** Revokes one. */
    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke an API key",
            description =
                    "It opens nothing any more: here at once, at other replicas within five seconds. It stays in the list.")
    @APIResponse(responseCode = "204", description = "Revoked.")
    public Response revoke(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        admin.revoke(caller.firmId(), id, caller.actor(), present -> Versions.check(ifMatch, present));
        return Response.noContent().build();
    }
}
