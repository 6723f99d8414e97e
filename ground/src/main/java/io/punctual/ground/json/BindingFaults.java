package io.punctual.ground.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what is wrong in a caller's words, without a class name. */
final class BindingFaults {
    private BindingFaults() {}

    /** A fault without its place. */
    record Described(String code, String message) {
        void into(Faults faults, String field) {
            faults.add(field, code, message);
        }
    }

    static Described describe(ObjectMapper mapper, JsonMappingException e, @Nullable JsonNode at) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case InvalidNullException _ -> required();
            case MismatchedInputException mismatch -> mismatch(mapper, mismatch, at);
            default -> other(e);
        };
    }

    private static Described unknownField(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        List<String> names = known == null
                ? List.of()
                : known.stream().map(String::valueOf).sorted().toList();
        String nearest = NearestName.to(e.getPropertyName(), names);
        return new Described(
                "unknown_field",
                nearest == null
                        ? "There is no such field here."
                        : "There is no such field here; did you mean " + nearest + "?");
    }

    private static Described required() {
        return new Described("required", "It is needed.");
    }

    private static Described mismatch(ObjectMapper mapper, MismatchedInputException e, @Nullable JsonNode at) {
        if (at == null || at.isNull()) {
            return required();
        }
        Class<?> target = e.getTargetType();
        if (target != null && target.isEnum() && at.isTextual()) {
            return new Described("unknown_value", "Must be one of " + String.join(", ", values(mapper, target)) + ".");
        }
        if (at.isTextual() && target == UUID.class) {
            return new Described("wrong_format", "Must be a UUID.");
        }
        if (at.isTextual() && target == Instant.class) {
            return new Described("wrong_format", "Must be an RFC 3339 instant such as 2026-11-24T09:00:00Z.");
        }
        if (e.getCause() instanceof InputCoercionException) {
            return outOfRange();
        }
        return new Described("wrong_type", "Must be " + kind(target) + ".");
    }

    private static Described other(JsonMappingException e) {
        Throwable cause = e.getCause();
        while (cause != null) {
            if (cause instanceof InputCoercionException) {
                return outOfRange();
            }
            if (cause instanceof Problem problem) {
                return problem.faults().isEmpty()
                        ? new Described(problem.code(), problem.detail())
                        : new Described(
                                problem.faults().getFirst().code(),
                                problem.faults().getFirst().message());
            }
            cause = cause.getCause();
        }
        return new Described("invalid_value", "This value is not accepted here.");
    }

    private static Described outOfRange() {
        return new Described("out_of_range", "The number is too large or too small.");
    }

    private static List<String> values(ObjectMapper mapper, Class<?> target) {
        List<String> values = new ArrayList<>();
        for (Object constant : target.getEnumConstants()) {
            try {
                values.add(mapper.readTree(mapper.writeValueAsBytes(constant)).asText());
            } catch (JsonProcessingException e) {
                values.add(constant.toString());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return values;
    }

    private static String kind(@Nullable Class<?> target) {
        if (target == null) {
            return "of another type";
        }
        if (target == String.class || target.isEnum() || target == UUID.class || target == Instant.class) {
            return "text";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target == int.class || target == long.class || target == Integer.class || target == Long.class) {
            return "a whole number";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(target) || target.isArray()) {
            return "a list";
        }
        return Map.class.isAssignableFrom(target) || target.isRecord() ? "an object" : "of another type";
    }
}
