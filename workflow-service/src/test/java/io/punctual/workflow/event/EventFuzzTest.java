package io.punctual.workflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventFuzzTest {

    @Property(tries = 2_000)
    void aDocumentWithAnyValuesInAnyPlacesIsReadOrRefused(
            @ForAll Random random, @ForAll("values") List<String> values, @ForAll("types") String type) {
        ObjectNode event = Documents.event(type);
        for (String value : values) {
            replaceOneIn(event, EventJson.single(value.getBytes(UTF_8)).json(), random);
        }

        readOrRefuse(event.toString().getBytes(UTF_8));
    }

    @Property(tries = 2_000)
    void aDocumentWithDamagedBytesIsReadOrRefused(@ForAll Random random, @ForAll("types") String type) {
        byte[] body = Documents.bytes(Documents.event(type));
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }

        readOrRefuse(body);
    }

    @Property(tries = 1_000)
    void anyBytesAreReadOrRefused(@ForAll byte[] body) {
        readOrRefuse(body);
    }

    private static void readOrRefuse(byte[] body) {
        try {
            LifecycleEvent event = EventParser.parse(EventJson.single(body).json());
            assertThat(event.dataJson()).doesNotContain("\\u0000");
            assertThat(UTF_8.newEncoder().canEncode(event.dataJson() + event.id() + event.source()))
                    .isTrue();
        } catch (Problem refusal) {
            assertThat(refusal.status()).isIn(400, 422);
            assertThat(refusal.detail()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("created", "confirmed", "rescheduled", "updated", "completed", "cancelled", "no_show");
    }

    @Provide
    Arbitrary<List<String>> values() {
        Arbitrary<String> odd = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1.0",
                "1.5",
                "1e400",
                "-1e-999999999",
                "9007199254740993",
                "[]",
                "{}",
                "[[{}]]",
                "\"\"",
                "\" \"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "\"\\r\\nBcc: a@b.example\"",
                "\"\ud83d\ude00\"",
                "\"2026-11-24T09:00:00Z\"",
                "\"9999-12-31T23:59:59Z\"",
                "\"0001-01-01T00:00:00+18:00\"",
                "\"2026-11-24T24:00:00Z\"",
                "\"00000000-0000-0000-0000-000000000000\"",
                "\"Europe/Berlin\"",
                "\"UTC\"",
                "\"x-a\"",
                "\"en-a-b-c\"",
                "\"io.punctual.appointment.created\"",
                "{\"id\":1}",
                "{\"id\":{\"id\":[]}}");
        Arbitrary<String> strings = Arbitraries.strings()
                .withCharRange(' ', '~')
                .excludeChars('"', '\\')
                .ofMaxLength(40)
                .map(text -> '"' + text + '"');
        return Arbitraries.oneOf(odd, strings).list().ofMinSize(1).ofMaxSize(4);
    }

    private static void replaceOneIn(ObjectNode root, JsonNode value, Random random) {
        List<Runnable> places = new ArrayList<>();
        collect(root, value, places);
        if (!places.isEmpty()) {
            places.get(random.nextInt(places.size())).run();
        }
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                places.add(() -> object.set(property.getKey(), value));
                places.add(() -> object.remove(property.getKey()));
                collect(property.getValue(), value, places);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, value, places));
        }
    }
}
