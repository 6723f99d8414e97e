package io.punctual.ground.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where exceptions of resources become problem+json. */
public final class ProblemMapping {
    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

    /** Our own refusals. */
    @ServerExceptionMapper
    public Response refused(Problem problem) {
        return answer(problem).build();
    }

    /** What JAX-RS itself refuses: unknown paths, methods, media types, parameters. */
    @ServerExceptionMapper
    public Response refusedByJaxRs(WebApplicationException e) {
        Response original = e.getResponse();
        if (original.getStatus() < 400) {
            return original;
        }
        Problem known = StatusProblems.among(e);
        if (known == null && original.getStatus() == 400 && e.getCause() instanceof JsonProcessingException) {
            known = Problem.badRequest("malformed_json", "The body is not well-formed JSON.");
        }
        if (known == null && original.getStatus() >= 500) {
            LOG.error("A request failed", e);
        }
        Response.ResponseBuilder answer = answer(known == null ? StatusProblems.of(original.getStatus()) : known);
        Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    /** No identity where one is needed. */
    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException e) {
        return answer(StatusProblems.of(401)).build();
    }

    /** Credentials that are wrong. */
    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException e) {
        return answer(StatusProblems.of(401)).build();
    }

    /** An identity without the role. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return answer(StatusProblems.of(403)).build();
    }

    /** Everything else: lost races are the caller's to repeat, the rest is a fault of ours that only the log describes. */
    @ServerExceptionMapper
    public Response failed(Throwable thrown) {
        Problem known = StatusProblems.among(thrown);
        if (known == null) {
            LOG.error("A request failed", thrown);
            known = StatusProblems.of(500);
        }
        return answer(known).build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(ProblemJson.MEDIA_TYPE).entity(ProblemJson.of(problem));
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, ProblemJson.seconds(problem.retryAfter()));
        }
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, HttpProblems.CHALLENGE);
        }
        return answer;
    }
}
