package io.punctual.workflow.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.punctual.ground.problem.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event.
 *
 * @param id the event's, or null where it could not be read
 * @param status the HTTP status that the event has, or would have had alone
 * @param code {@code accepted}, {@code known}, or why it was refused
 * @param errors everything that is wrong with it
 */
public record Receipt(
        @Nullable String id,
        int status,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

    /** Without errors. */
    static Receipt of(String id, int status, String code) {
        return new Receipt(id, status, code, List.of());
    }
}
