package io.punctual.ground.test.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A firm as the fuzz meets it.
 *
 * @param id the firm that requests are about
 * @param callers everybody who may call, each role and none
 * @param ready by operationId: makes a new thing on which that operation can do what it is for, and answers its id; empty where
 *     other requests came in between. For operations that need a thing in a state into which requests made from the document
 *     bring one by chance alone
 */
public record FuzzFirm(UUID id, List<FuzzCaller> callers, Map<String, Supplier<Optional<String>>> ready) {

    /** A firm in which every operation finds what it needs among what other operations make. */
    public FuzzFirm(UUID id, List<FuzzCaller> callers) {
        this(id, callers, Map.of());
    }
}
