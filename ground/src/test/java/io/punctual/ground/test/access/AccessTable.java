package io.punctual.ground.test.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The table of docs/access.md, operation by role, held against what a service does. */
public final class AccessTable {
    private static final List<String> ROLES = List.of("none", "portal", "staff", "admin", "operator");

    private final Map<String, List<String>> cells;

    private AccessTable(Map<String, List<String>> cells) {
        this.cells = cells;
    }

    /** The table under this heading; the file is looked for from a module's directory. */
    public static AccessTable under(String heading) {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        boolean here = false;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                here = line.endsWith(heading);
            } else if (here && line.startsWith("| `")) {
                List<String> row = List.of(line.substring(1).split("\\|", -1)).stream()
                        .map(String::strip)
                        .toList();
                cells.put(row.get(0).replace("`", ""), row.subList(1, 1 + ROLES.size()));
            }
        }
        return new AccessTable(cells);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "access.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls every operation as every role. {@code no} is 403, and 401 for whoever is not logged in; {@code yes} and
     * {@code own} is anything but those two; {@code signature} is 401 without one.
     *
     * @param callers a fresh request as a role; {@code none} without credentials
     */
    public void holds(Function<String, RequestSpecification> callers) {
        List<Operation> operations = Operation.all();
        assertThat(operations.stream().map(Operation::id).toList())
                .as("operations, and the rows of docs/access.md")
                .containsExactlyInAnyOrderElementsOf(cells.keySet());
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            for (int role = 0; role < ROLES.size(); role++) {
                String said = cells.getOrDefault(operation.id(), List.of()).get(role);
                int status = operation
                        .call(
                                callers.apply(ROLES.get(role)),
                                UUID.randomUUID().toString(),
                                _ -> UUID.randomUUID().toString())
                        .statusCode();
                if (!fits(said, ROLES.get(role), status)) {
                    wrong.add("%s as %s is said to be %s and answered %d"
                            .formatted(operation.id(), ROLES.get(role), said, status));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean fits(String said, String role, int status) {
        return switch (said) {
            case "no" -> status == (role.equals("none") ? 401 : 403);
            case "signature" -> status == 401;
            case "yes", "own" -> status != 401 && status != 403 && status < 500;
            default -> false;
        };
    }
}
