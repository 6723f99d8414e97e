package io.punctual.ground.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds a tree to a type, again and again, each time without what was at fault the time before. */
final class Binding {
    private static final int MAX_FAULTS = 100;

    private final ObjectMapper mapper;
    private final JsonNode tree;
    private final Faults faults;

    /** @param tree is changed while binding */
    Binding(ObjectMapper mapper, JsonNode tree, Faults faults) {
        this.mapper = mapper;
        this.tree = tree;
        this.faults = faults;
    }

    @Nullable
    Object to(JavaType type) {
        new TextFaults(faults).collect(tree);
        while (faults.all().size() < MAX_FAULTS) {
            try {
                return mapper.readerFor(type).readValue(mapper.treeAsTokens(tree));
            } catch (JsonMappingException e) {
                if (!setAside(e)) {
                    return null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return null;
    }

    /** Records a fault and takes its cause out of the tree; false where the whole body is the cause. */
    private boolean setAside(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        String field = JsonPaths.of(path);
        JsonNode at = JsonPaths.node(tree, path);
        if (!faults.has(field)) {
            BindingFaults.describe(mapper, e, at).into(faults, field);
        }
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = JsonPaths.node(tree, path.subList(0, path.size() - 1));
        JsonMappingException.Reference last = path.getLast();
        switch (parent) {
            case ArrayNode array
            when last.getIndex() >= 0 && !array.path(last.getIndex()).isNull() -> array.setNull(last.getIndex());
            case ObjectNode object when at != null && !at.isNull() -> object.remove(last.getFieldName());
            case ObjectNode object when neutral(object, last, e) -> {}
            case null, default -> {
                return false;
            }
        }
        return true;
    }

    /** A primitive cannot stay without a value. */
    private static boolean neutral(ObjectNode object, JsonMappingException.Reference member, JsonMappingException e) {
        if (!(e instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch)
                || mismatch.getTargetType() == null
                || !mismatch.getTargetType().isPrimitive()) {
            return false;
        }
        object.set(
                member.getFieldName(),
                mismatch.getTargetType() == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0));
        return true;
    }
}
