package io.punctual.appointments.appointment;

import io.punctual.ground.concurrency.Versions;
import io.punctual.ground.idempotency.Answer;
import io.punctual.ground.idempotency.Idempotency;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.Reading;
import io.punctual.ground.json.StrictJson;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Appointments over HTTP. */
@Path("/api/v1/appointments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Appointments", description = "Booked, confirmed, moved and what came of them.")
public class AppointmentsResource {
    private final Appointments appointments;
    private final Booking booking;
    private final AppointmentAdmin admin;
    private final Caller caller;
    private final StrictJson json;
    private final Idempotency idempotency;

    AppointmentsResource(
            Appointments appointments,
            Booking booking,
            AppointmentAdmin admin,
            Caller caller,
            StrictJson json,
            Idempotency idempotency) {
        this.appointments = appointments;
        this.booking = booking;
        this.admin = admin;
        this.caller = caller;
        this.json = json;
        this.idempotency = idempotency;
    }

    /** Books one. */
    @POST
    @RolesAllowed({Roles.STAFF, Roles.ADMIN, Roles.PORTAL})
    @Operation(
            operationId = "bookAppointment",
            summary = "Book an appointment",
            description =
                    "Publishes created, and confirmed where it begins so. A portal user books for themselves, ahead.")
    @APIResponse(
            responseCode = "201",
            description = "Booked.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response book(
            Reading<BookingRequest> request, @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
        BookingRequest read = request.value() == null ? request.orThrow() : request.value();
        return idempotency
                .answer(idempotencyKey, read, "book_appointment", () -> {
                    AppointmentDetails booked = booking.book(Reach.of(caller), request);
                    return Answer.created(
                            "/api/v1/appointments/" + booked.appointment().id(),
                            Versions.etag(booked.version()),
                            AppointmentView.of(booked));
                })
                .toResponse();
    }

    /** Lists them by start. */
    @GET
    @RolesAllowed({Roles.STAFF, Roles.ADMIN, Roles.PORTAL})
    @Operation(operationId = "listAppointments", summary = "List appointments, earliest start first")
    public Page<AppointmentView> list(
            @BeanParam AppointmentQuery query,
            @RestQuery("limit") @Nullable Integer limit,
            @RestQuery("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        return Page.of(appointments.list(Reach.of(caller), query.filter(), request), request, Appointments::position)
                .map(AppointmentView::of);
    }

    /** Reads one. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN, Roles.PORTAL})
    @Operation(operationId = "getAppointment", summary = "Read an appointment")
    @APIResponse(
            responseCode = "200",
            description = "The appointment.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response get(@RestPath UUID id) {
        return answer(appointments.find(Reach.of(caller), id).orElseThrow(Problem::notFound));
    }

    /** Changes place, staff member or contact. */
    @PATCH
    @Path("/{id}")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(
            operationId = "updateAppointment",
            summary = "Change place, staff member or contact",
            description = "Publishes updated where something is different.")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response update(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, AppointmentPatch patch) {
        return answer(admin.update(Reach.of(caller), id, present -> Versions.check(ifMatch, present), patch));
    }

    /** Agrees on it. */
    @POST
    @Path("/{id}/confirm")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "confirmAppointment", summary = "Confirm a requested appointment")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response confirm(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = NoDetails.class)))
                    byte @Nullable [] body) {
        optional(body, NoDetails.class);
        return answer(admin.confirm(Reach.of(caller), id, present -> Versions.check(ifMatch, present)));
    }

    /** Notes that it took place. */
    @POST
    @Path("/{id}/complete")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "completeAppointment", summary = "Note that a confirmed appointment took place")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response complete(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = NoDetails.class)))
                    byte @Nullable [] body) {
        optional(body, NoDetails.class);
        return answer(admin.complete(Reach.of(caller), id, present -> Versions.check(ifMatch, present)));
    }

    /** Notes that the contact did not come. */
    @POST
    @Path("/{id}/no-show")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.STAFF, Roles.ADMIN})
    @Operation(operationId = "markAppointmentNoShow", summary = "Note that the contact did not come")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response noShow(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = NoDetails.class)))
                    byte @Nullable [] body) {
        optional(body, NoDetails.class);
        return answer(admin.miss(Reach.of(caller), id, present -> Versions.check(ifMatch, present)));
    }

    /** Calls it off. */
    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.STAFF, Roles.ADMIN, Roles.PORTAL})
    @Operation(operationId = "cancelAppointment", summary = "Call an appointment off")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response cancel(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = Cancellation.class)))
                    byte @Nullable [] body) {
        String reason = optional(body, Cancellation.class).reason();
        return answer(admin.cancel(Reach.of(caller), id, present -> Versions.check(ifMatch, present), reason));
    }

    /** Moves it. */
    @POST
    @Path("/{id}/reschedule")
    @RolesAllowed({Roles.STAFF, Roles.ADMIN, Roles.PORTAL})
    @Operation(operationId = "rescheduleAppointment", summary = "Give an appointment other times; its status stays")
    @APIResponse(
            responseCode = "200",
            description = "The appointment as it is now.",
            content = @Content(schema = @Schema(implementation = AppointmentView.class)))
    public Response reschedule(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, NewTimes times) {
        return answer(admin.reschedule(
                Reach.of(caller),
                id,
                present -> Versions.check(ifMatch, present),
                new Times(times.startTime(), times.endTime())));
    }

    /** Reads a body that may be missing, in which case some clients name a media type of their own for it. */
    private <T> T optional(byte @Nullable [] body, Class<T> type) {
        Reading<T> reading = json.read(body == null ? new byte[0] : body, type);
        return reading.orThrow();
    }

    private static Response answer(AppointmentDetails details) {
        return Response.ok(AppointmentView.of(details))
                .header("ETag", Versions.etag(details.version()))
                .build();
    }
}
