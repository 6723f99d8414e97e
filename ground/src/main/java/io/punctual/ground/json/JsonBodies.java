package io.punctual.ground.json;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Reads the JSON bodies of resources that are records, or {@link Reading}s of records, strictly. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Priority(Priorities.USER - 1000)
public final class JsonBodies implements MessageBodyReader<Object> {
    private final StrictJson json;

    /** Reads with the shared strict reader. */
    @Inject
    public JsonBodies(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        // Bounded by quarkus.http.limits.max-body-size; what is too large for us is read all the same, so that its
        // sender
        // can read the answer.
        byte[] bytes = body.readAllBytes();
        if (genericType instanceof ParameterizedType reading && reading.getRawType() == Reading.class) {
            return json.read(bytes, reading.getActualTypeArguments()[0]);
        }
        return json.read(bytes, genericType).orThrow();
    }
}
