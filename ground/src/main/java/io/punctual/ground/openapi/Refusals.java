package io.punctual.ground.openapi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Which refusals an operation may answer with, judged by its shape. */
final class Refusals {
    private static final Set<PathItem.HttpMethod> WRITES = Set.of(
            PathItem.HttpMethod.POST, PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH, PathItem.HttpMethod.DELETE);

    private Refusals() {}

    static Set<Integer> of(
            PathItem.HttpMethod method, boolean hasBody, Collection<Parameter> shared, Collection<Parameter> own) {
        // 406 for an Accept that nothing fulfils, 422 for a parameter that is not known: both wherever one asks.
        Set<Integer> statuses = new TreeSet<>(List.of(401, 403, 406, 422, 429, 500));
        if (hasBody) {
            statuses.addAll(List.of(400, 413, 415));
        }
        if (WRITES.contains(method)) {
            statuses.add(409);
            // A POST that makes something knows no earlier state; other writes may be told one.
            if (method != PathItem.HttpMethod.POST) {
                statuses.add(412);
            }
        }
        Stream.concat(shared.stream(), own.stream()).forEach(parameter -> {
            if (parameter.getIn() == Parameter.In.PATH) {
                statuses.add(404);
            }
            if ("If-Match".equals(parameter.getName())) {
                statuses.add(412);
            }
        });
        return statuses;
    }
}
