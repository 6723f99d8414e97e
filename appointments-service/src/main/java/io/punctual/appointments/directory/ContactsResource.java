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

/** Who the firm meets with. */
@Path("/api/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.STAFF, Roles.ADMIN})
@Tag(name = "Contacts", description = "Who the firm meets with.")
public class ContactsResource {
    private final Contacts contacts;
    private final ContactAdmin admin;
    private final Caller caller;
    private final Idempotency idempotency;

    ContactsResource(Contacts contacts, ContactAdmin admin, Caller caller, Idempotency idempotency) {
        this.contacts = contacts;
        this.admin = admin;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    /** Adds one. */
    @POST
    @Operation(operationId = "createContact", summary = "Add a contact")
    @APIResponse(
            responseCode = "201",
            description = "Added.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    public Response create(ContactInput input, @RestHeader("Idempotency-Key") @Nullable String key) {
        return idempotency
                .answer(key, input, "create_contact", () -> created(admin.create(caller.firmId(), input)))
                .toResponse();
    }

    private static Answer created(Contact added) {
        return Answer.created("/api/v1/contacts/" + added.id(), Versions.etag(added.version()), ContactView.of(added));
    }

    /** Lists them. */
    @GET
    @Operation(operationId = "listContacts", summary = "List contacts, oldest first")
    public Page<ContactView> list(
            @RestQuery @Parameter(description = "Only those with this address, whatever its case.") @Nullable
                    String email,
            @RestQuery("limit") @Nullable Integer limit,
            @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(
                        contacts.list(caller.firmId(), Optional.ofNullable(email), request),
                        request,
                        one -> Cursor.of(one.id()))
                .map(ContactView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getContact", summary = "Read a contact")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    public Response get(@RestPath UUID id) {
        return answer(contacts.find(caller.firmId(), id).orElseThrow(Problem::notFound));
    }

    /** Replaces its details. */
    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "updateContact",
            summary = "Replace the details of a contact",
            description = "Publishes updated for each of their open appointments.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    public Response update(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, ContactInput input) {
        return answer(admin.update(caller.firmId(), id, input, present -> Versions.check(ifMatch, present)));
    }

    private static Response answer(Contact present) {
        return Response.ok(ContactView.of(present))
                .header("ETag", Versions.etag(present.version()))
                .build();
    }
}
