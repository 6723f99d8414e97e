package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.TEMPLATES;
import static io.punctual.workflow.template.Rendering.html;
import static io.punctual.workflow.template.Rendering.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.punctual.workflow.appointment.Snapshot;
import java.time.Duration;
import java.util.Locale;
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

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{{#if ",
                        "{{#else}}",
                        "{{#else if ",
                        "{{/if}}",
                        "{{#for x in appointment.location_details.lines}}",
                        "{{/for}}",
                        "{{x}}",
                        "{{contact.name}}",
                        "{{appointment.location_details}}",
                        "{{appointment.start_time.format('",
                        "')}}",
                        "contact.name.getClass",
                        "inject:a.b",
                        " == 'x'",
                        "!",
                        "&&",
                        "'",
                        "\"",
                        "<a href='",
                        "<script>",
                        "</script>",
                        "<!--",
                        "-->",
                        "<p title=",
                        ">",
                        "javascript:",
                        "\u202e",
                        "\ud800",
                        "\u0000",
                        "\r\n")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 1000)
    void whateverIsWrittenIsRefusedOrRenderedWithinItsBounds(@ForAll("hostile") String source, @ForAll String value) {
        Snapshot snapshot = meeting()
                .contactNamed(value)
                .place("phone", (value + "\n").repeat(50))
                .snapshot();
        Values values = Values.of(snapshot, Viewpoint.ofContact(snapshot));
        for (TextForm form : TextForm.values()) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                if (TEMPLATES.check(source, form).isEmpty()) {
                    try {
                        assertThat(TEMPLATES.parse(source, form).render(values))
                                .hasSizeLessThanOrEqualTo(ParsedTemplate.LARGEST_OUTPUT);
                    } catch (RenderFailure bounded) {
                        assertThat(bounded).hasMessageNotContaining("io.quarkus");
                    }
                }
            });
        }
    }

    @Property(tries = 500)
    void noValueLeavesTheAttributeOrTheTextItStandsIn(@ForAll String value) {
        String shown = html(
                "<a href='{{contact.name}}' title=\"{{contact.name}}\">{{contact.name}}</a>",
                meeting().contactNamed(value));
        assertThat(shown).matches("(?s)<a href='[^'<>]*' title=\"[^\"<>]*\">[^<>]*</a>");
        assertThat(shown.substring(9).stripLeading().toLowerCase(Locale.ROOT)).doesNotStartWith("javascript:");
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
