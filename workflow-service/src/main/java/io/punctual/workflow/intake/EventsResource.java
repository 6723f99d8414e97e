package io.punctual.workflow.intake;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The door for lifecycle events over HTTP. It knows signatures only; a login neither helps nor harms. */
@Path("/api/v1/events")
@PermitAll
public class EventsResource {
    private final EventDoor door;

    EventsResource(EventDoor door) {
        this.door = door;
    }

    /** Takes an event, or a batch; described in META-INF/openapi.yaml. The media types are the door's business, since without a signature nothing is said about the body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response receive(@Context HttpHeaders headers, InputStream body) {
        Signature signature =
                new Signature(header(headers, "webhook-id"), header(headers, "webhook-timestamp"), signatures(headers));
        EventDoor.Answer answer = door.receive(signature, header(headers, HttpHeaders.CONTENT_TYPE), body);
        return Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body())
                .build();
    }

    private static String header(HttpHeaders headers, String name) {
        return Objects.requireNonNullElse(headers.getHeaderString(name), "");
    }

    /** All of them: a header may come several times, and hold several, separated by spaces. */
    private static List<String> signatures(HttpHeaders headers) {
        return headers.getRequestHeader("webhook-signature").stream()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
