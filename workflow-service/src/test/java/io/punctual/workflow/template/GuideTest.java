package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The firms' guide says what the code does. */
class GuideTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("^\\| `([^`]*\\{\\{[^`]*)` \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("`((?:appointment|contact|staff|firm)\\.[a-z_]+)`");

    private static String guide() throws IOException {
        return Files.readString(Path.of("..", "docs", "templates.md"));
    }

    static Stream<List<String>> examples() throws IOException {
        return EXAMPLE.matcher(guide()).results().map(result -> List.of(result.group(1), result.group(2)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleBecomesWhatItSays(List<String> example) {
        assertThat(Rendering.plain(example.get(0), meeting())).isEqualTo(example.get(1));
    }

    @Test
    void everyVariableItNamesExists() throws IOException {
        assertThat(examples().count()).isEqualTo(11);
        List<String> names = VARIABLE.matcher(guide())
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(names)
                .hasSizeGreaterThan(14)
                .allSatisfy(name -> assertThat(Variables.kind(name)).isNotNull());
    }
}
