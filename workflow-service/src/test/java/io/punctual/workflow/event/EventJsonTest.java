package io.punctual.workflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.punctual.ground.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "{\"a\":1,\"a\":2}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,}",
                "{} {}",
                "{}x",
                "// no\n{}",
                "\uFEFF{}",
                "{\"a\":\"\n\"}",
                "nul",
                "{\"a\":1e99999999999}"
            })
    void whatIsNotStrictJsonIsMalformed(String text) {
        Problem problem = catchThrowableOfType(Problem.class, () -> EventJson.single(text.getBytes(UTF_8)));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("malformed_json");
        assertThat(problem.detail()).doesNotContain("com.fasterxml", "java.");
    }

    @Test
    void anotherEncodingIsMalformed() {
        assertMalformed("{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertMalformed("{}".getBytes(StandardCharsets.UTF_16));
        assertMalformed(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    }

    @Test
    void whatIsTooDeepIsMalformed() {
        assertMalformed("[".repeat(200_000).getBytes(UTF_8));
        assertMalformed(("{\"a\":".repeat(101) + "1" + "}".repeat(101)).getBytes(UTF_8));
    }

    @Test
    void aNumberLongerThanAnyReasonIsMalformed() {
        assertMalformed(("{\"a\":" + "9".repeat(100_000) + "}").getBytes(UTF_8));
    }

    @Test
    void aBatchIsReadEventByEventWithTheSizeOfEach() {
        List<RawEvent> events = EventJson.batch("[{\"a\": \"ä\"} , 7,\n\"x\", {}]".getBytes(UTF_8), 10);

        assertThat(events).extracting(RawEvent::size).containsExactly(11, 1, 3, 2);
    }

    @Test
    void anEmptyBatchHoldsNothing() {
        assertThat(EventJson.batch("[]".getBytes(UTF_8), 10)).isEmpty();
    }

    @Test
    void aBatchWithMoreEventsThanAllowedIsTooLarge() {
        Problem problem = catchThrowableOfType(Problem.class, () -> EventJson.batch("[1,2,3]".getBytes(UTF_8), 2));

        assertThat(problem.status()).isEqualTo(413);
        assertThat(problem.code()).isEqualTo("too_many_events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[{}", "[{},]", "[{}]]", "[{\"a\":1,\"a\":1}]"})
    void aBatchThatIsNotStrictJsonIsMalformed(String text) {
        Problem problem = catchThrowableOfType(Problem.class, () -> EventJson.batch(text.getBytes(UTF_8), 10));

        assertThat(problem.status()).isEqualTo(400);
    }

    @Test
    void whatIsNoArrayIsNoBatch() {
        Problem problem = catchThrowableOfType(Problem.class, () -> EventJson.batch("{\"a\":{}}".getBytes(UTF_8), 10));

        assertThat(problem.status()).isEqualTo(422);
    }

    private static void assertMalformed(byte[] body) {
        Problem problem = catchThrowableOfType(Problem.class, () -> EventJson.single(body));
        assertThat(problem.code()).isEqualTo("malformed_json");
    }
}
