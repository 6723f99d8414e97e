package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.reminder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowRaceTest {
    private final WorkflowApi api = new WorkflowApi();

    @Test
    void aStaleIfMatchIsRefused() {
        String path = api.created(reminder("draft"));
        String read = api.staff().get(path).header("ETag");
        api.put(path, reminder("draft").put("name", "First")).then().statusCode(200);

        api.staff()
                .header("If-Match", read)
                .body(reminder("draft").put("name", "Second").toString())
                .put(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
        api.staff().header("If-Match", read).post(path + "/activate").then().statusCode(412);
        api.as("admin").header("If-Match", read).delete(path).then().statusCode(412);

        assertThat(api.read(path).getString("name")).isEqualTo("First");
        String now = api.staff().get(path).header("ETag");
        api.staff()
                .header("If-Match", now)
                .body(reminder("draft").put("name", "Third").toString())
                .put(path)
                .then()
                .statusCode(200);
    }

    @Test
    void ofEditsThatRaceEachIsAppliedOrToldSo() throws Exception {
        String path = api.created(reminder("draft"));
        String read = api.staff().get(path).header("ETag");

        List<Integer> answers = atOnce(
                6,
                number -> api.staff()
                        .header("If-Match", read)
                        .body(reminder("draft").put("name", "Edit " + number).toString())
                        .put(path)
                        .statusCode());

        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status != 200).allMatch(status -> status == 409 || status == 412);
        assertThat(api.read(path).getInt("version")).isEqualTo(2);
    }

    @Test
    void editsThatRaceWithoutIfMatchNeverOverwriteUnseen() throws Exception {
        String path = api.created(reminder("draft"));

        List<Integer> answers = atOnce(
                6,
                number -> api.put(path, reminder("draft").put("name", "Edit " + number))
                        .statusCode());

        assertThat(answers).allMatch(status -> status == 200 || status == 409);
        long applied = answers.stream().filter(status -> status == 200).count();
        assertThat(api.read(path).getLong("version")).isEqualTo(1 + applied);
    }

    private interface Numbered {
        int call(int number) throws Exception;
    }

    private static List<Integer> atOnce(int many, Numbered call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(many);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            int mine = number;
            calls.add(() -> {
                start.await();
                return call.call(mine);
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
