package io.punctual.workflow.template;

import static io.punctual.workflow.template.Rendering.TEMPLATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateCheckTest {

    private static List<TemplateFault> check(String source) {
        return TEMPLATES.check(source, TextForm.PLAIN);
    }

    @Test
    void everyFaultIsNamedWithItsPlaceInTheUsersOwnText() {
        assertThat(
                        check(
                                "Hi {{contact.nam}},\r\n{ \"a\": 1 } {{#if staff.mail}}\n  🎉{{appointment.start}}{{/if}} {{oops"))
                .extracting(TemplateFault::line, TemplateFault::column, TemplateFault::code)
                .containsExactly(
                        tuple(1, 6, "unknown_variable"),
                        tuple(2, 18, "unknown_variable"),
                        tuple(3, 6, "unknown_variable"),
                        tuple(3, 33, "template_error"));
    }

    @ParameterizedTest
    @CsvSource({
        "contact.nmae, contact.name",
        "contact.Name, contact.name",
        "client.name, contact.name",
        "appointment.start_tme, appointment.start_time",
        "appointment.start_time.dat, appointment.start_time.date",
        "staff.phone, staff.name",
        "firm.id, firm.name",
        "contact, contact.name"
    })
    void anUnknownNameComesWithTheNearestKnownOne(String written, String meant) {
        assertThat(check("{{" + written + "}}")).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("unknown_variable");
            assertThat(fault.message()).startsWith("Line 1, column 3: ").contains("'" + written + "'");
            assertThat(fault.message()).contains("'" + meant + "'");
        });
    }

    @Test
    void allBranchesAreWalkedAlsoThoseThatAreNeverTaken() {
        assertThat(check("{{#if contact.name == 'x'}}{{a.b}}{{#else if c.d}}{{e.f}}{{#else}}{{g.h}}{{/if}}"))
                .hasSize(4)
                .allMatch(fault -> fault.code().equals("unknown_variable"));
    }

    @Test
    void aLoopsNameIsKnownInsideItAlone() {
        String loop = "{{#for line in appointment.location_details.lines}}{{line}}{{/for}}";
        assertThat(check(loop)).isEmpty();
        assertThat(check(loop + "{{line}}")).hasSize(1);
        assertThat(check("{{#for line in appointment.location_details.lines}}{{lin}}{{line.size}}{{/for}}"))
                .extracting(TemplateFault::message)
                .allMatch(message -> message.contains("did you mean 'line'"));
        assertThat(check("{{#for contact in appointment.location_details.lines}}{{/for}}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "{{appointment.start_time.format('')}} ¦ not a date and time pattern",
                "{{appointment.start_time.format('hello')}} ¦ not a date and time pattern",
                "{{appointment.start_time.format}} ¦ format needs a pattern",
                "{{appointment.start_time.format(HH)}} ¦ quoted pattern",
                "{{appointment.start_time.format('HH'} ¦ not closed",
                "{{contact.name ¦ not closed",
                "{{contact.name}  ¦ not closed",
                "{{#if contact.name}} ¦ not closed by {{/if}}",
                "{{#if contact.name}}{{#if staff.name}}{{/if}} ¦ not closed by {{/if}}",
                "{{/if}} ¦ nothing is open",
                "{{#if contact.name}}{{/for}} ¦ must be closed first",
                "{{#else}} ¦ outside an {{#if}}",
                "{{#if contact.name}}{{#else}}{{#else}}{{/if}} ¦ outside an {{#if}}",
                "{{#if}}{{/if}} ¦ expected a variable",
                "{{#if contact.name contact.email}}{{/if}} ¦ expected ==",
                "{{#for x in contact.name}}{{/for}} ¦ not a list",
                "{{#for x of contact.name}}{{/for}} ¦ expected 'in'",
                "{{appointment.location_details.lines}} ¦ is a list",
                "{{}} ¦ expected a variable",
                "{{{contact.name}}} ¦ cannot stand in a variable",
                "{{\"a\": 1}} ¦ cannot stand in a variable",
                "{{contact.name.}} ¦ expected a name after the dot",
                "{{'open}} ¦ not closed",
            })
    void whatCannotBeReadIsExplained(String source, String explanation) {
        assertThat(check(source)).isNotEmpty().first().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("template_error");
            assertThat(fault.message()).contains(explanation);
        });
    }

    @Test
    void aTemplateIsBounded() {
        assertThat(check("x".repeat(64 * 1024))).isEmpty();
        assertThat(check("x".repeat(64 * 1024 + 1))).hasSize(1);
        assertThat(check("{{#if contact.name}}".repeat(17) + "{{/if}}".repeat(17)))
                .extracting(TemplateFault::message)
                .first()
                .asString()
                .contains("nested");
        assertThat(check("{{firm.name}}".repeat(2001)))
                .extracting(TemplateFault::message)
                .first()
                .asString()
                .contains("at most 2000");
    }

    @Test
    void theLargestThatIsAllowedIsStillHarmless() {
        String branches = "{{#if contact.name == 'x'}}" + "{{#else if contact.name == 'y'}}z".repeat(18) + "{{#else}}";
        assertThat(check(branches.repeat(16) + "{{/if}}".repeat(16))).isEmpty();
        assertThat(check("{{#if contact.name}}" + "{{#else if contact.name}}".repeat(20) + "{{/if}}"))
                .hasSize(1);
        assertThat(check("{{firm.name}}".repeat(2000))).isEmpty();
        assertThat(check("{{#if contact.name}}x{{/if}}".repeat(1000))).isEmpty();
        assertThat(check("{{#if contact.name" + " && contact.name".repeat(20) + "}}x{{/if}}"))
                .isEmpty();
        assertThat(check("{{#if contact.name" + " && contact.name".repeat(2000) + "}}x{{/if}}"))
                .isNotEmpty();
        assertThat(check("{{a.b}}".repeat(2000))).hasSize(100);
    }
}
