package io.punctual.workflow.audit;

import io.punctual.ground.audit.AuditEvent;
import io.punctual.ground.audit.AuditFilter;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit trail over HTTP. */
@Path("/api/v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "Who or what did what, when.")
@RunOnVirtualThread
public class AuditEventsResource {
    private final WorkflowAuditEvents events;
    private final Caller caller;

    AuditEventsResource(WorkflowAuditEvents events, Caller caller) {
        this.events = events;
        this.caller = caller;
    }

    /** The firm's audit events, newest first. */
    @GET
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "listAuditEvents", summary = "List audit events, newest first")
    public Page<AuditEvent> list(
            @Parameter(description = "Only of this kind of object, such as appointment or workflow.")
                    @QueryParam("object_type")
                    @Nullable
                    String objectType,
            @Parameter(description = "Only of this object.") @QueryParam("object_id") @Nullable String objectId,
            @Parameter(description = "Only of this type, such as workflow_executed.")
                    @QueryParam("event_type")
                    @Nullable
                    String eventType,
            @Parameter(description = "At or after this instant (RFC 3339).") @QueryParam("from") @Nullable Instant from,
            @Parameter(description = "Before this instant (RFC 3339).") @QueryParam("to") @Nullable Instant to,
            @Parameter(description = "1 to 200, 50 where absent.") @QueryParam("limit") @Nullable Integer limit,
            @Parameter(description = "next_cursor of the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        AuditFilter filter = new AuditFilter(objectType, objectId, eventType, from, to);
        return events.list(caller.firmId(), filter, PageRequest.of(limit, cursor));
    }
}
