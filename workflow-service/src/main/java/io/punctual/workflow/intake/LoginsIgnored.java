package io.punctual.workflow.intake;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Takes logins off requests to the event door before anybody looks at them: otherwise a wrong one would refuse an event that is
 * signed well.
 */
final class LoginsIgnored {
    static final String PATH = "/api/v1/events";
    /** Filters run from high to low; authentication is one at 200. */
    private static final int BEFORE_AUTHENTICATION = 1_000;

    void register(@Observes Filters filters) {
        filters.register(LoginsIgnored::strip, BEFORE_AUTHENTICATION);
    }

    private static void strip(RoutingContext context) {
        if (PATH.equals(context.normalizedPath())) {
            context.request().headers().remove(HttpHeaders.AUTHORIZATION).remove(HttpHeaders.COOKIE);
        }
        context.next();
    }
}
