package io.punctual.ground.idempotency;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a POST, in a form that can be kept.
 *
 * @param status the HTTP status
 * @param location the path of what was made, or null
 * @param etag its entity tag with quotes, or null
 * @param body what is written as JSON (text is JSON already), or null
 */
public record Answer(
        int status,
        @Nullable String location,
        @Nullable String etag,
        @Nullable Object body) {

    /** 201: it was made. */
    public static Answer created(String location, @Nullable String etag, Object body) {
        return new Answer(201, location, etag, body);
    }

    /** 200: it was done. */
    public static Answer ok(@Nullable String etag, Object body) {
        return new Answer(200, null, etag, body);
    }

    /** What a resource returns. */
    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status);
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            response.header(HttpHeaders.ETAG, etag);
        }
        return body == null
                ? response.build()
                : response.entity(body).type(MediaType.APPLICATION_JSON).build();
    }
}
