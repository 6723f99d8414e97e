package io.punctual.ground.test.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Calls every operation of a service's OpenAPI document as nobody honest would. A new operation is called the day it appears.
 *
 * @param callers a fresh request as {@code admin} or {@code operator}
 * @param ids something of the admin's firm for each collection of the document
 * @param open operations that are open to everybody, which say nothing of their queries
 */
public record HostileCalls(Function<String, RequestSpecification> callers, Map<String, String> ids, Set<String> open) {
    private static final List<String> ROLES = List.of("admin", "operator");
    private static final List<String> HEADERS = List.of(
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Resource-Policy",
            "Permissions-Policy",
            "Cache-Control");
    /** What a caller might like to set, and no document lists. */
    private static final List<String> UNLISTED =
            List.of("firm_id", "revision", "deleted_at", "created_by", "password_hash", "__proto__", "class");

    private static final List<String> STRANGE = List.of(
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\r\nBcc: evil@x.example",
            "\u202e\u2066",
            "\ufeff",
            "'; DROP TABLE firm; --",
            "{{contact.name.getClass}}",
            "x".repeat(70_000));

    /** Whoever calls, and whatever comes of it: the answer carries the headers, and nobody else's origin is let in. */
    public void everyAnswerCarriesTheHeaders() {
        for (Operation operation : Operation.all()) {
            for (RequestSpecification caller : List.of(given(), callers.apply("admin"))) {
                Response answer = operation.call(
                        caller.header("Origin", "https://evil.example"),
                        UUID.randomUUID().toString(),
                        _ -> UUID.randomUUID().toString());
                for (String header : HEADERS) {
                    assertThat(answer.headers().getValues(header))
                            .as("%s, %d: %s", operation.id(), answer.statusCode(), header)
                            .hasSize(1);
                }
                assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
                assertThat(answer.header("Server")).isNull();
            }
        }
    }

    /** No body sets what its document does not list: each such member is refused by name. */
    public void nobodySetsWhatIsNotListed() {
        for (Operation operation : Operation.all()) {
            if (!(operation.body().orElse(null) instanceof ObjectNode body) || open.contains(operation.id())) {
                continue;
            }
            List<String> unlisted =
                    UNLISTED.stream().filter(name -> !body.has(name)).toList();
            ObjectNode more = body.deepCopy();
            unlisted.forEach(name -> more.put(name, 1));
            Set<String> refused = new TreeSet<>();
            for (String role : ROLES) {
                Response answer = call(with(operation, more), role);
                if (answer.statusCode() == 422) {
                    refused.addAll(answer.jsonPath().getList("errors.field"));
                }
            }
            assertThat(refused).as(operation.id()).containsAll(unlisted);
        }
    }

    /** A parameter that no document lists is refused, not ignored: a mistyped filter must not show everything. */
    public void queriesHoldWhatIsListed() {
        for (Operation operation : Operation.all()) {
            if (open.contains(operation.id())) {
                continue;
            }
            List<String> codes = new ArrayList<>();
            for (String role : ROLES) {
                Response answer = operation.call(
                        callers.apply(role).queryParam("nobody_knows_this", "1"),
                        id(operation),
                        _ -> UUID.randomUUID().toString());
                assertThat(answer.statusCode()).as(operation.id()).isGreaterThanOrEqualTo(400);
                codes.add(answer.jsonPath().getString("code"));
            }
            assertThat(codes).as(operation.id()).contains("unknown_parameter");
        }
    }

    /** Strange text in any member of any body is taken or refused, and never a fault of the service. */
    public void strangeTextIsNoFaultOfOurs() {
        for (Operation operation : Operation.all()) {
            if (!(operation.body().orElse(null) instanceof ObjectNode body)) {
                continue;
            }
            for (Map.Entry<String, JsonNode> member : body.properties()) {
                for (String strange : STRANGE) {
                    ObjectNode changed = body.deepCopy();
                    changed.put(member.getKey(), strange);
                    Response answer = call(with(operation, changed), "admin");
                    assertThat(answer.statusCode())
                            .as("%s with a strange %s: %s", operation.id(), member.getKey(), answer.asString())
                            .isLessThan(500);
                }
            }
        }
    }

    private Response call(Operation operation, String role) {
        return operation.call(
                callers.apply(role), id(operation), _ -> UUID.randomUUID().toString());
    }

    private String id(Operation operation) {
        return ids.getOrDefault(operation.collection(), UUID.randomUUID().toString());
    }

    private static Operation with(Operation operation, JsonNode body) {
        return new Operation(
                operation.id(), operation.method(), operation.path(), operation.idParameters(), Optional.of(body));
    }
}
