package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.TEMPLATES;
import static io.punctual.workflow.template.Rendering.html;
import static io.punctual.workflow.template.Rendering.plain;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextPropertiesTest {

    @Provide
    Arbitrary<String> braceRidden() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "\\",
                        "|",
                        "!",
                        "#if ",
                        "/if",
                        "t:_0",
                        "contact.name",
                        "'",
                        "\"",
                        "\n",
                        "\r\n",
                        " ",
                        "<",
                        "🎉")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void anyTextWithoutTwoBracesRendersUnchanged(@ForAll("braceRidden") String text) {
        String source = text.replaceAll("\\{(?=\\{)", "{ ");
        assertThat(plain(source, meeting())).isEqualTo(source);
        assertThat(html(source, meeting())).isEqualTo(source);
    }

    @Property(tries = 500)
    void anyTextAroundAVariableStaysUnchanged(@ForAll("braceRidden") String text, @ForAll String value) {
        String source = text.replaceAll("\\{(?=\\{)", "{ ");
        String glue = source.endsWith("{") ? " " : "";
        assertThat(plain(source + glue + "{{contact.name}}" + source, meeting().contactNamed(value)))
                .isEqualTo(source + glue + value + source);
    }

    @Property(tries = 500)
    void anyTextIsEitherRefusedOrRendered(@ForAll("braceRidden") String text) {
        for (TextForm form : TextForm.values()) {
            if (TEMPLATES.check(text, form).isEmpty()) {
                assertThat(TEMPLATES.parse(text, form)).isNotNull();
            }
        }
    }
}
