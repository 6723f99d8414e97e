package io.punctual.workflow.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.punctual.ground.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads request bodies as strict JSON: UTF-8, no key twice, nothing after the end, at most 100 levels deep. */
public final class EventJson {
    private static final int MAX_DEPTH = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private interface Reading {
        List<RawEvent> read(JsonParser parser, String text) throws IOException;
    }

    private EventJson() {}

    /**
     * Reads a body that holds one event.
     *
     * @throws Problem 400 {@code malformed_json} where it is not strict JSON
     */
    public static RawEvent single(byte[] body) {
        return strictly(body, (parser, text) -> List.of(new RawEvent(parser.readValueAsTree(), body.length)))
                .getFirst();
    }

    /**
     * Reads a body that holds a batch of at most {@code most} events.
     *
     * @throws Problem 400 {@code malformed_json} where it is not strict JSON, 413 {@code too_many_events}, 422 where it is no array
     */
    public static List<RawEvent> batch(byte[] body, int most) {
        return strictly(body, (parser, text) -> {
            if (!parser.isExpectedStartArrayToken()) {
                parser.skipChildren();
                throw Problem.invalid("", "wrong_type", "A batch is a JSON array of events.");
            }
            List<RawEvent> events = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                JsonNode event = parser.readValueAsTree();
                int to = (int) parser.currentLocation().getCharOffset();
                events.add(new RawEvent(event, text.substring(from, to).getBytes(StandardCharsets.UTF_8).length));
                if (events.size() > most) {
                    throw Problem.of(413, "too_many_events", "A batch holds at most " + most + " events.");
                }
            }
            return events;
        });
    }

    private static List<RawEvent> strictly(byte[] body, Reading reading) {
        try {
            // Decoded here: given bytes, Jackson guesses UTF-16 and UTF-32 too, and JSON between systems is UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            try (JsonParser parser = MAPPER.createParser(text)) {
                if (parser.nextToken() == null) {
                    throw malformed("it is empty");
                }
                List<RawEvent> events = reading.read(parser, text);
                if (parser.nextToken() != null) {
                    throw malformed("something follows its end");
                }
                return events;
            }
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8");
        } catch (JsonProcessingException e) {
            throw malformed(
                    e.getLocation() == null
                            ? "it breaks the syntax"
                            : "look at line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr());
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            throw malformed("a value in it is out of all bounds");
        }
    }

    private static Problem malformed(String why) {
        return Problem.badRequest("malformed_json", "The body is not JSON as it should be: " + why + ".");
    }
}
