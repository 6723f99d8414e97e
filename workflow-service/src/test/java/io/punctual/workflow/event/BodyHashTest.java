package io.punctual.workflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.json.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyHashTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1,"b":{"c":2,"d":3}} | {"b": {"d": 3, "c": 2}, "a": 1}
                    {"a":1}                   | {"a":1.0}
                    {"a":100}                 | {"a":1e2}
                    {"a":0}                   | {"a":-0.00}
                    {"a":"é/"}                | {"a":"\\u00e9\\/"}
                    {"traceparent":"x"}       | {"tracestate":"y","traceparent":7}
                    """)
    void whatSaysTheSameHasTheSameHash(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1}             | {"a":"1"}
                    {"a":1}             | {"a":2}
                    {"a":[1,2]}         | {"a":[2,1]}
                    {"a":null}          | {}
                    {"a":[[1],2]}       | {"a":[[1,2]]}
                    {"a":"x\\",\\"b"}   | {"a":"x","b":""}
                    {"a":"\\ud800"}     | {"a":"?"}
                    {"a":"\\ufffd"}     | {"a":"\\ud800"}
                    {"a":true}          | {"a":false}
                    {"partitionkey":1}  | {"partitionkey":2}
                    {"d":{"traceparent":1}} | {"d":{"traceparent":2}}
                    """)
    void whatSaysSomethingElseHasAnotherHash(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void numbersOfAnySizeAreCheapToHash() {
        assertThat(hash("{\"a\":1e999999999}")).isNotEqualTo(hash("{\"a\":1e999999998}"));
    }

    @Test
    void aRedeliveryWithAnotherTraceIsTheSameEvent() {
        ObjectNode again =
                Documents.event("created").put("traceparent", "00-0-0-00").put("tracestate", "a=b");

        assertThat(hash(again.toString()))
                .isEqualTo(hash(Documents.event("created").toString()));
    }

    private static BodyHash hash(String json) {
        return BodyHash.of(
                CanonicalJson.hash(EventJson.single(json.getBytes(UTF_8)).json(), EventParser.TRACE_ATTRIBUTES));
    }
}
