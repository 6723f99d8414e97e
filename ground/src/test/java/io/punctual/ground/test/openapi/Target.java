package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.test.openapi.Description.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One firm under fuzz, and what has been learned of it: which things there are, and who may do what. */
final class Target {
    private final FuzzFirm firm;
    private final Names names = new Names();
    private final RequestMaker maker;

    Target(FuzzFirm firm, Description description, Instant now) {
        this.firm = firm;
        names.fix("firm", firm.id().toString());
        maker = new RequestMaker(description, names, firm.callers(), now);
    }

    /** A request in which all is as the document says, about a thing that is ready for it where the firm makes such. */
    FuzzRequest good(Operation operation, Random random) {
        return maker.good(operation, ready(operation), random);
    }

    /** Any request; of six, one is about a thing that is ready for it. */
    FuzzRequest any(Operation operation, Random random) {
        return maker.any(operation, random.nextInt(6) == 0 ? ready(operation) : Optional.empty(), random);
    }

    private Optional<String> ready(Operation operation) {
        Supplier<Optional<String>> supplier = firm.ready().get(operation.id());
        return supplier == null ? Optional.empty() : supplier.get();
    }

    /** What an answer tells; strangers' tell nothing. */
    void learn(FuzzRequest request, HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 300 || request.caller().stranger()) {
            return;
        }
        Operation operation = request.operation();
        maker.learnWelcome(operation, request.caller());
        answer.headers().firstValue("ETag").ifPresent(names::learnEtag);
        String fixed = operation.path().replaceAll("/\\{.*", "");
        String kind = Names.kindOf(fixed.substring(fixed.lastIndexOf('/') + 1));
        learn(kind, answer.body());
        learn(kind, request.body());
    }

    private void learn(String kind, byte @Nullable [] body) {
        try {
            JsonNode json = body == null ? null : new ObjectMapper().readTree(body);
            if (json != null) {
                names.learnAll(kind, json);
            }
        } catch (IOException e) {
            // Nothing to learn from what is no JSON.
        }
    }
}
