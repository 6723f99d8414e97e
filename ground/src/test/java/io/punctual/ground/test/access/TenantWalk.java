package io.punctual.ground.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Walks every operation of the running service's document as another firm's callers, with a firm's real ids wherever an id
 * goes: in paths, queries and bodies. Another firm's ids must answer exactly as missing ones do, show nothing and change
 * nothing.
 */
public final class TenantWalk {
    private static final List<String> ROLES = List.of("admin", "staff", "portal", "operator", "none");

    private final FirmRows rows;
    private final UUID firmId;
    private final Map<String, String> idOfCollection;
    private final Function<String, RequestSpecification> strangers;
    private final Set<String> operatorsSee;
    private final List<String> wrong = new ArrayList<>();

    /**
     * Prepares a walk.
     *
     * @param idOfCollection something of the firm for each collection of the document
     * @param strangers a fresh request as a role of another firm; {@code none} without credentials
     * @param operatorsSee operations that operators do on things of all firms
     */
    public TenantWalk(
            FirmRows rows,
            UUID firmId,
            Map<String, String> idOfCollection,
            Function<String, RequestSpecification> strangers,
            Set<String> operatorsSee) {
        this.rows = rows;
        this.firmId = firmId;
        this.idOfCollection = idOfCollection;
        this.strangers = strangers;
        this.operatorsSee = operatorsSee;
    }

    /** Walks, and fails naming every step that showed or changed something. */
    public void findsNothing() {
        String before = rows.fingerprint(firmId);
        for (Operation operation : Operation.all()) {
            for (String role : ROLES) {
                if (!role.equals("operator") || !operatorsSee.contains(operation.id())) {
                    paths(operation, role);
                    queries(operation, role);
                    bodies(operation, role);
                }
            }
            if (!rows.fingerprint(firmId).equals(before)) {
                throw new AssertionError(operation.id() + " changed another firm's rows:\n" + before + "\nbecame\n"
                        + rows.fingerprint(firmId));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void paths(Operation operation, String role) {
        if (operation.namesSomething()) {
            String id = Objects.requireNonNull(
                    idOfCollection.get(operation.collection()),
                    "The walk needs one of the firm's " + operation.collection() + ": add it to the test");
            Response theirs = operation.call(strangers.apply(role), id, this::theirs);
            check(operation, role, theirs, Set.of(401, 403, 404));
            Response missing = operation.call(strangers.apply(role), missing(), _ -> missing());
            same(operation, role, theirs, missing);
        }
    }

    private void queries(Operation operation, String role) {
        for (String parameter : operation.idParameters()) {
            for (String id : idOfCollection.values()) {
                Response theirs =
                        operation.call(strangers.apply(role).queryParam(parameter, id), missing(), this::theirs);
                check(operation, role, theirs, Set.of());
                Response missing = operation.call(
                        strangers.apply(role).queryParam(parameter, missing()), missing(), _ -> missing());
                same(operation, role, theirs, missing);
            }
        }
    }

    private void bodies(Operation operation, String role) {
        if (!operation.namesSomething()) {
            Response theirs = operation.call(strangers.apply(role), missing(), this::theirs);
            check(operation, role, theirs, Set.of());
            if (operation.bodyNamesIds()) {
                Response missing = operation.call(strangers.apply(role), missing(), _ -> missing());
                if (theirs.statusCode() != missing.statusCode()) {
                    wrong.add("%s as %s answers %d to another firm's ids and %d to missing ones"
                            .formatted(operation.id(), role, theirs.statusCode(), missing.statusCode()));
                } else if (theirs.statusCode() >= 400) {
                    same(operation, role, theirs, missing);
                }
            }
        }
    }

    private void check(Operation operation, String role, Response answer, Set<Integer> allowed) {
        if (!allowed.isEmpty() && !allowed.contains(answer.statusCode())) {
            wrong.add("%s as %s answered %d to another firm's id".formatted(operation.id(), role, answer.statusCode()));
        }
        String body = answer.asString();
        if (answer.statusCode() < 300 && operation.method().equals("GET")) {
            idOfCollection.values().stream()
                    .filter(body::contains)
                    .forEach(id -> wrong.add("%s as %s showed %s".formatted(operation.id(), role, id)));
        }
    }

    private void same(Operation operation, String role, Response theirs, Response missing) {
        boolean same = theirs.statusCode() == missing.statusCode()
                && theirs.asString().equals(missing.asString())
                && Objects.equals(theirs.contentType(), missing.contentType())
                && Objects.equals(theirs.header("ETag"), missing.header("ETag"));
        if (!same) {
            wrong.add("%s as %s tells another firm's id from a missing one: %d %s and %d %s"
                    .formatted(
                            operation.id(),
                            role,
                            theirs.statusCode(),
                            theirs.asString(),
                            missing.statusCode(),
                            missing.asString()));
        }
    }

    /** Fields are named after collections: contact_id, staff_id, workflow_id. */
    private String theirs(String field) {
        String thing = field.replaceFirst("_id$", "").replace('_', '-');
        return idOfCollection.entrySet().stream()
                .filter(entry -> entry.getKey().equals(thing) || entry.getKey().equals(thing + "s"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> idOfCollection.values().iterator().next());
    }

    private static String missing() {
        return UUID.randomUUID().toString();
    }
}
