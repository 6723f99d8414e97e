package io.punctual.ground.problem;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What to say about refusals that others raise: a bare HTTP status, or an exception of a library. */
final class StatusProblems {
    private static final int MAX_CAUSES = 20;

    private StatusProblems() {}

    /** The problem of a status that JAX-RS or the HTTP server chose. */
    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.badRequest("bad_request", "The request cannot be understood.");
            case 401 -> Problem.of(401, "unauthorized", "Say who you are: valid credentials are needed here.");
            case 403 -> Problem.forbidden("forbidden", "Your role does not allow this.");
            case 404 -> Problem.notFound();
            case 405 ->
                Problem.of(
                        405, "method_not_allowed", "This path does not know this method; Allow names those it knows.");
            case 406 ->
                Problem.of(406, "not_acceptable", "There is no representation of the kind that Accept asks for.");
            case 413 -> Problem.of(413, "too_large", "The body is larger than is accepted here.");
            case 415 -> Problem.of(415, "unsupported_media_type", "The body's media type is not accepted here.");
            case 503 -> Problem.of(503, "unavailable", "Not ready now; try again in a moment.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "bad_request", "The request is refused.")
                        : Problem.of(500, "internal_error", "Something went wrong here. It has been logged.");
        };
    }

    /** The problem that an exception stands for, or null where it is a fault of ours. */
    static @Nullable Problem among(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (isLostRace(cause)) {
                return Problem.conflict(
                        "conflict", "Somebody else changed it at the same moment: read it again and repeat.");
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static boolean isLostRace(Throwable cause) {
        // Serialization failure, deadlock; JPA's optimistic lock by name, because this module does not depend on JPA.
        return (cause instanceof SQLException sql
                        && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState())))
                || "OptimisticLockException".equals(cause.getClass().getSimpleName())
                || "StaleStateException".equals(cause.getClass().getSimpleName());
    }
}
