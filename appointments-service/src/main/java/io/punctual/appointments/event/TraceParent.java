package io.punctual.appointments.event;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** The trace (W3C Trace Context) of the request that is being answered, so that its events can be followed further. */
@ApplicationScoped
public class TraceParent {
    private static final Pattern SHAPE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final CurrentVertxRequest request;

    TraceParent(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The header as it came, if it came and is one; empty outside a request. */
    public Optional<String> current() {
        RoutingContext context = request.getCurrent();
        return Optional.ofNullable(context)
                .map(present -> present.request().getHeader("traceparent"))
                .filter(value -> SHAPE.matcher(value).matches());
    }
}
