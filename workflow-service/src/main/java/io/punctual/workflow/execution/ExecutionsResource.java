package io.punctual.workflow.execution;

import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Executions over HTTP: read back, tried again, cancelled, run. */
@Path("/api/v1/executions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Executions", description = "What was planned for each appointment, and what came of it.")
@RunOnVirtualThread
public class ExecutionsResource {
    private final ExecutionHistory history;
    private final ExecutionAdmin admin;
    private final DueRun dueRun;
    private final Caller caller;

    ExecutionsResource(ExecutionHistory history, ExecutionAdmin admin, DueRun dueRun, Caller caller) {
        this.history = history;
        this.admin = admin;
        this.dueRun = dueRun;
        this.caller = caller;
    }

    /** The firm's executions, newest {@code scheduled_for} first. */
    @GET
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "listExecutions", summary = "List executions, newest scheduled_for first")
    public Page<ExecutionView> list(
            @Parameter(description = "Only this status.") @QueryParam("status") @Nullable String status,
            @Parameter(description = "Only this reason.") @QueryParam("reason") @Nullable String reason,
            @Parameter(description = "Only this workflow's.") @QueryParam("workflow_id") @Nullable UUID workflowId,
            @Parameter(description = "Only this appointment's.") @QueryParam("appointment_id") @Nullable
                    UUID appointmentId,
            @Parameter(description = "Due at or after this instant (RFC 3339).") @QueryParam("from") @Nullable
                    Instant from,
            @Parameter(description = "Due before this instant (RFC 3339).") @QueryParam("to") @Nullable Instant to,
            @Parameter(description = "1 to 200, 50 where absent.") @QueryParam("limit") @Nullable Integer limit,
            @Parameter(description = "next_cursor of the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        Faults faults = new Faults();
        ExecutionFilter filter = new ExecutionFilter(
                read("status", status, ExecutionStatus::of, faults),
                read("reason", reason, Reason::of, faults),
                workflowId,
                appointmentId,
                from,
                to);
        faults.throwIfAny();
        return history.list(caller.firmId(), filter, PageRequest.of(limit, cursor));
    }

    /** One execution with its tries. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "getExecution", summary = "Read an execution with its attempts")
    public ExecutionDetail get(@PathParam("id") UUID id) {
        return history.find(caller.firmId(), id).orElseThrow(Problem::notFound);
    }

    /** Tries a failed or cancelled execution again, now. */
    @POST
    @Path("/{id}/retry")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(
            operationId = "retryExecution",
            summary = "Try a failed or cancelled execution again, now",
            description =
                    "409 not_retryable says why it cannot be: its appointment, its workflow or time speaks against it.")
    public ExecutionDetail retry(@PathParam("id") UUID id) {
        return admin.retry(caller.firmId(), id);
    }

    /** Cancels an execution that waits. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(
            operationId = "cancelExecution",
            summary = "Cancel an execution",
            description = "One that runs already is only marked: if its try succeeds it is completed all the same.")
    public ExecutionDetail cancel(@PathParam("id") UUID id) {
        return admin.cancel(caller.firmId(), id);
    }

    /** Runs what is due, of all firms. */
    @POST
    @Path("/run-due")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "runDueExecutions",
            summary = "Run what is due now, of all firms",
            description =
                    "Answers within 55 seconds with what was due at the call and has finished since, whoever ran it.")
    public DueRun.Result runDue() throws InterruptedException {
        DueRun.Result result = dueRun.run();
        admin.noteRun(result);
        return result;
    }

    private static <T> @Nullable T read(String name, @Nullable String text, Function<String, T> reader, Faults faults) {
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(name, "unknown_value", "'" + text + "' is no value of " + name + ".");
            return null;
        }
    }
}
