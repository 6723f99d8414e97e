package io.punctual.ground.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Refusals of the HTTP server itself, before or beside JAX-RS. */
public final class HttpProblems {
    /** What an unauthenticated caller is asked for. Never Basic: a browser would pop up a dialog. */
    public static final String CHALLENGE = "Bearer";

    private static final Logger LOG = Logger.getLogger(HttpProblems.class);
    /** Before the server's own error page, which is last. */
    private static final int ORDER = Integer.MAX_VALUE - 1;

    void route(@Observes Router router) {
        router.route().order(ORDER).failureHandler(HttpProblems::answer);
    }

    private static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        Problem known = failure == null ? null : StatusProblems.among(failure);
        int status = statusOf(failure, context.statusCode());
        if (known == null && status >= 500 && failure != null) {
            LOG.error("A request failed", failure);
        }
        send(context, known == null ? StatusProblems.of(status) : known);
    }

    private static int statusOf(@org.jspecify.annotations.Nullable Throwable failure, int status) {
        if (failure instanceof io.quarkus.security.ForbiddenException) {
            return 403;
        }
        if (failure instanceof SecurityException) {
            return 401;
        }
        return status >= 400 ? status : 500;
    }

    /** Answers an unauthenticated request: always 401, never a redirect or a page. */
    public static void unauthorized(RoutingContext context) {
        send(context, StatusProblems.of(401));
    }

    private static void send(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", CHALLENGE);
        }
        if (problem.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, ProblemJson.seconds(problem.retryAfter()));
        }
        response.end(ProblemJson.of(problem)).onFailure(lost -> LOG.debug("The caller is gone", lost));
    }
}
