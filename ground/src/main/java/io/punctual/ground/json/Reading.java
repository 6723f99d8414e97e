package io.punctual.ground.json;

import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a body, and everything that is wrong with it so far. A resource that has more to check takes its body
 * as {@code Reading<Document>}, adds its own faults and throws them all at once.
 *
 * @param value what could be read; members at fault are null (zero or false for primitives); null where nothing could be
 * @param faults all faults found, open for more; {@link Faults#has} tells whether a member was at fault
 */
public record Reading<T>(@Nullable T value, Faults faults) {

    /**
     * The value, where nothing is wrong with it.
     *
     * @throws Problem 422 naming all faults
     */
    public T orThrow() {
        faults.throwIfAny();
        if (value == null) {
            throw Problem.invalid("", "required", "A body is needed.");
        }
        return value;
    }
}
