package io.punctual.ground.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reads path and query parameters. A path that does not fit leads nowhere (404); a query that does not fit is named (422). */
@Provider
public final class ParameterReading implements ParamConverterProvider {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private final ObjectMapper mapper;

    /** Reads enums as the JSON of this mapper. */
    @Inject
    public ParameterReading(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    @SuppressWarnings({"unchecked", "ReturnsNullCollection"})
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> reader = reader(type);
        return reader == null
                ? null
                : new Converter<>((Function<String, T>) reader, parameter(annotations), fault(type));
    }

    private @Nullable Function<String, ?> reader(Class<?> type) {
        if (type == UUID.class) {
            return ParameterReading::uuid;
        }
        if (type == Instant.class) {
            return ParameterReading::instant;
        }
        if (type == Integer.class || type == int.class) {
            return text -> Integer.valueOf(digits(text));
        }
        if (type == Long.class || type == long.class) {
            return text -> Long.valueOf(digits(text));
        }
        if (type == Boolean.class || type == boolean.class) {
            return ParameterReading::truth;
        }
        return type.isEnum() ? text -> constant(text, type) : null;
    }

    private static Instant instant(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        // The same years as in bodies: the database knows fewer than Java does.
        if (time.getYear() < 1 || time.getYear() > 9998) {
            throw new DateTimeException("A year that is out of range");
        }
        return time.toInstant();
    }

    private static Fault fault(Class<?> type) {
        if (type == UUID.class) {
            return new Fault("", "wrong_format", "Must be a UUID.");
        }
        if (type == Instant.class) {
            return new Fault("", "wrong_format", "Must be an RFC 3339 instant such as 2026-11-24T09:00:00Z.");
        }
        if (type == Boolean.class || type == boolean.class) {
            return new Fault("", "wrong_type", "Must be true or false.");
        }
        return type.isEnum()
                ? new Fault("", "unknown_value", "This value is not known here.")
                : new Fault("", "wrong_type", "Must be a whole number.");
    }

    private static UUID uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Java reads shortened UUIDs too, and digits of every script");
        }
        return UUID.fromString(text);
    }

    private static String digits(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("Java reads digits of every script");
        }
        return text;
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false");
        };
    }

    private Object constant(String text, Class<?> type) {
        try {
            return mapper.treeToValue(TextNode.valueOf(text), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Unknown constant", e);
        }
    }

    /** The name of a query parameter; empty for a path parameter and others. */
    private static Optional<String> parameter(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .flatMap(annotation -> switch (annotation) {
                    case QueryParam query -> Optional.of(query.value()).stream();
                    case RestQuery query -> Optional.of(query.value()).stream();
                    default -> Optional.<String>empty().stream();
                })
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), names -> names.stream().findFirst()));
    }

    private record Converter<T>(Function<String, T> reader, Optional<String> parameter, Fault fault)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw parameter
                        .map(name -> Problem.invalid(name, fault.code(), fault.message()))
                        .orElseGet(Problem::notFound);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
