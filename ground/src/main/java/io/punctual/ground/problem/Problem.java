package io.punctual.ground.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal that the caller is told about as problem+json. Plain Java, so that any room may throw it. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Fault> faults;
    private final transient @Nullable Duration retryAfter;

    private Problem(int status, String code, String detail, List<Fault> faults, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    /** A refusal with any status; {@code detail} is shown to the caller as it is. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null);
    }

    /** 400: the request cannot be understood. */
    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    /** 403: known caller, not allowed. */
    public static Problem forbidden(String code, String detail) {
        return of(403, code, detail);
    }

    /** 404: missing, or another firm's; the two cannot be told apart. */
    public static Problem notFound() {
        return of(404, "not_found", "There is no such thing here.");
    }

    /** 409: the state of things does not allow it. */
    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** 412: {@code If-Match} named another state than the present one. */
    public static Problem stale() {
        return of(412, "stale", "It has changed since you read it: read it again and repeat the change.");
    }

    /** 422: well-formed, but it breaks rules, all of which are named. */
    public static Problem invalid(List<Fault> faults) {
        return new Problem(422, "invalid_request", "The request breaks the rules listed in errors.", faults, null);
    }

    /** 422 with a single fault, and the fault's code as the problem's own. */
    public static Problem invalid(String field, String code, String message) {
        return new Problem(422, code, message, List.of(new Fault(field, code, message)), null);
    }

    /** 429: too many; {@code retryAfter} is sent in whole seconds, rounded up. */
    public static Problem tooMany(String code, String detail, Duration retryAfter) {
        return new Problem(429, code, detail, List.of(), retryAfter);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** What the caller is told, never null. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The faults of bad input; empty for other refusals. */
    public List<Fault> faults() {
        return faults;
    }

    /** When to come back, or null where that is not known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
