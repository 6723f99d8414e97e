package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.test.openapi.Description.Operation;
import io.punctual.ground.test.openapi.Description.Parameter;
import io.punctual.ground.test.openapi.FuzzRequest.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Makes requests for an operation: good ones, nearly good ones and garbage. */
final class RequestMaker {
    private final Description description;
    private final Names names;
    private final List<FuzzCaller> callers;
    private final Instant around;
    private final Map<String, FuzzCaller> welcome = new ConcurrentHashMap<>();

    RequestMaker(Description description, Names names, List<FuzzCaller> callers, Instant around) {
        this.description = description;
        this.names = names;
        this.callers = callers;
        this.around = around;
    }

    /** Remembers who is let in, so that most requests come further than the door. */
    void learnWelcome(Operation operation, FuzzCaller caller) {
        welcome.put(operation.id(), caller);
    }

    /** A request in which all is as the document says, about this thing or any that is known. */
    FuzzRequest good(Operation operation, Optional<String> about, Random random) {
        return request(operation, about, random, 0);
    }

    /** Any request: of four, one is good, two are nearly good, one is wrong everywhere. */
    FuzzRequest any(Operation operation, Optional<String> about, Random random) {
        int kind = random.nextInt(4);
        return request(operation, about, random, kind == 0 ? 0 : kind == 1 ? 60 : 15);
    }

    /** {@code badness}: how many in a hundred of the request's parts are garbage. */
    private FuzzRequest request(Operation operation, Optional<String> about, Random random, int badness) {
        ValidValues values = new ValidValues(description, names, random, around);
        boolean loud = random.nextInt(100) < badness;
        List<Header> headers = headers(operation, random, values, badness);
        byte[] body = null;
        if (!operation.bodies().isEmpty()) {
            Map.Entry<String, JsonNode> type =
                    Garbage.one(List.copyOf(operation.bodies().entrySet()), random);
            String media = type.getKey();
            JsonNode good = values.body(type.getValue());
            boolean spoiled = random.nextInt(200) < badness + (badness > 0 ? 80 : 0);
            body = spoiled ? new Spoiling(random).spoil(good) : Spoiling.bytes(good);
            headers.add(new Header(
                    "Content-Type", bad(random, badness / 4) ? Garbage.one(Garbage.CONTENT_TYPES, random) : media));
            if (bad(random, badness / 10)) {
                body = null;
            }
        } else if (loud && random.nextInt(4) == 0 && !operation.method().equals("GET")) {
            body = Garbage.one(List.of("{}", "[]", "null", "{\"a\": 1}", "x"), random)
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            headers.add(new Header(
                    "Content-Type",
                    random.nextBoolean() ? "application/json" : Garbage.one(Garbage.CONTENT_TYPES, random)));
        }
        return new FuzzRequest(
                operation,
                caller(operation, random),
                path(operation, about, random, badness),
                query(operation, random, values, badness),
                headers,
                body);
    }

    private FuzzCaller caller(Operation operation, Random random) {
        FuzzCaller known = welcome.get(operation.id());
        return known != null && random.nextInt(5) > 0 ? known : Garbage.one(callers, random);
    }

    private String path(Operation operation, Optional<String> about, Random random, int badness) {
        String path = operation.path();
        for (Parameter parameter : operation.parametersIn("path")) {
            String kind = Names.kindOfParameter(operation.path(), parameter.name());
            String value = bad(random, badness / 2)
                    ? Garbage.one(Garbage.SEGMENTS, random)
                    : Garbage.encoded(about.orElseGet(() -> names.any(kind, random)));
            path = path.replace("{" + parameter.name() + "}", value);
        }
        return path;
    }

    private List<String> query(Operation operation, Random random, ValidValues values, int badness) {
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parametersIn("query")) {
            if (parameter.required() || random.nextInt(4) == 0) {
                String name = Garbage.encoded(parameter.name());
                String good = Garbage.encoded(
                        values.of(parameter.schema(), parameter.name()).asText());
                query.add(name + "=" + (bad(random, badness) ? Garbage.one(Garbage.ENCODED, random) : good));
                if (bad(random, badness / 4)) {
                    query.add(name + "=" + good);
                }
            }
        }
        if (bad(random, badness / 4)) {
            query.add(Garbage.one(Garbage.ENCODED, random) + (random.nextBoolean() ? "=1" : ""));
        }
        return query;
    }

    private List<Header> headers(Operation operation, Random random, ValidValues values, int badness) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(
                "Accept", bad(random, badness / 4) ? Garbage.one(Garbage.ACCEPTS, random) : "application/json"));
        for (Parameter parameter : operation.parametersIn("header")) {
            if (random.nextInt(5) == 0) {
                String value = switch (parameter.name()) {
                    case "If-Match" -> names.anyEtag(random).orElse("\"1\"");
                    case "Idempotency-Key" ->
                        random.nextInt(3) == 0
                                ? "key-" + random.nextInt(10)
                                : UUID.randomUUID().toString();
                    default -> values.of(parameter.schema(), parameter.name()).asText();
                };
                if (bad(random, badness)) {
                    headers.add(new Header(parameter.name(), Garbage.one(Garbage.HEADERS, random)));
                } else if (parameter.name().startsWith("I")) {
                    headers.add(new Header(parameter.name(), value));
                }
            }
        }
        if (bad(random, badness / 10)) {
            headers.add(new Header(
                    Garbage.one(
                            List.of(
                                    "Authorization",
                                    "Origin",
                                    "X-Forwarded-For",
                                    "Content-Encoding",
                                    "If-None-Match",
                                    "X-HTTP-Method-Override",
                                    "Cookie",
                                    "Accept-Language",
                                    "traceparent"),
                            random),
                    Garbage.one(Garbage.HEADERS, random)));
        }
        return headers;
    }

    private static boolean bad(Random random, int percent) {
        return random.nextInt(100) < percent;
    }
}
