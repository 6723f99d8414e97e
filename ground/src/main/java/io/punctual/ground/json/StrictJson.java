package io.punctual.ground.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Reads JSON without guessing, and finds every fault in one go. */
@ApplicationScoped
public class StrictJson {
    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 32;

    /** How many bytes a body may have. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_NAME = 256;
    /** Far more digits than any number here has; exponents are bounded by the types they are read into. */
    private static final int MAX_NUMBER = 64;

    private final ObjectMapper mapper;
    private final ConstraintFaults constraints;

    /** Reads with the names and modules of the application's own mapper. */
    @Inject
    public StrictJson(ObjectMapper base, Validator validator) {
        this.mapper = strict(base);
        this.constraints = new ConstraintFaults(validator);
    }

    /**
     * Reads a body; an empty one counts as an empty object, so that what it lacks is named.
     *
     * @throws Problem 400 {@code malformed_json} where it is no JSON in UTF-8, names a member twice or nests too deeply;
     *     413 {@code too_large} above {@link #MAX_BYTES}
     */
    public <T> Reading<T> read(byte[] body, Class<T> type) {
        return bind(parse(body), type);
    }

    /** Binds JSON that was parsed before. The tree is left as it is. */
    public <T> Reading<T> bind(JsonNode tree, Class<T> type) {
        Reading<Object> reading = bind(tree, mapper.constructType(type));
        Object value = reading.value();
        return new Reading<>(value == null ? null : type.cast(value), reading.faults());
    }

    Reading<Object> read(byte[] body, Type type) {
        return bind(parse(body), mapper.constructType(type));
    }

    private Reading<Object> bind(JsonNode tree, JavaType type) {
        Faults faults = new Faults();
        Object value = new Binding(mapper, tree.deepCopy(), faults).to(type);
        if (value != null) {
            constraints.collect(value, faults);
        }
        return new Reading<>(value, faults);
    }

    private JsonNode parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw Problem.of(413, "too_large", "At most " + MAX_BYTES + " bytes are taken here.");
        }
        try {
            // Decoded here: given bytes, Jackson guesses UTF-16 and UTF-32 too, and JSON between systems is UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode tree = text.isEmpty() ? mapper.createObjectNode() : mapper.readTree(text);
            return tree.isMissingNode() ? mapper.createObjectNode() : tree;
        } catch (StreamConstraintsException e) {
            throw Problem.badRequest(
                    "malformed_json",
                    "The body nests deeper than " + MAX_DEPTH + " levels, or holds a name or number without end.");
        } catch (IOException e) {
            throw Problem.badRequest("malformed_json", "The body is not well-formed JSON, or names a member twice.");
        }
    }

    private static ObjectMapper strict(ObjectMapper base) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxStringLength(MAX_BYTES)
                        .build())
                .build();
        ObjectMapper mapper = base.copyWith(factory)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .registerModule(new SimpleModule("strict")
                        .addDeserializer(Instant.class, new StrictInstantDeserializer())
                        .addDeserializer(UUID.class, new StrictUuidDeserializer()));
        disableScalarCoercion(mapper);
        for (LogicalType text : new LogicalType[] {LogicalType.Textual, LogicalType.OtherScalar, LogicalType.Enum}) {
            mapper.coercionConfigFor(text)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        }
        for (LogicalType any : new LogicalType[] {
            LogicalType.OtherScalar, LogicalType.Enum, LogicalType.POJO, LogicalType.Collection, LogicalType.Map
        }) {
            mapper.coercionConfigFor(any)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
        }
        mapper.coercionConfigFor(LogicalType.Collection)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.TryConvert);
        return mapper;
    }

    @SuppressWarnings("deprecation") // The builder that replaces it cannot start from an existing mapper.
    private static void disableScalarCoercion(ObjectMapper mapper) {
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    }
}
