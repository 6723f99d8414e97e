package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.TEMPLATES;
import static io.punctual.workflow.template.Rendering.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTemplatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{contact.name.getClass}}",
                "{{contact.name.getClass()}}",
                "{{contact.class}}",
                "{{contact.name.raw}}",
                "{{contact.name.safe}}",
                "{{contact.name.length}}",
                "{{contact.name.size}}",
                "{{contact.keys}}",
                "{{contact.get('name')}}",
                "{{contact['name']}}",
                "{{appointment.start_time.at}}",
                "{{appointment.start_time.toString()}}",
                "{{#eval contact.name}}{{/eval}}",
                "{{#include base}}{{/include}}",
                "{{#include base /}}",
                "{{#insert x}}{{/insert}}",
                "{{#fragment id=x}}{{/fragment}}",
                "{{#let x=1}}{{/let}}",
                "{{#set x=1}}{{/set}}",
                "{{#with contact}}{{name}}{{/with}}",
                "{{#each contact}}{{it}}{{/each}}",
                "{{#switch contact.name}}{{/switch}}",
                "{{#cached}}{{/cached}}",
                "{{inject:bean.name}}",
                "{{cdi:bean.name}}",
                "{{config:['quarkus.datasource.password']}}",
                "{{config:property('x')}}",
                "{{msg:hello}}",
                "{{data:contact}}",
                "{{str:fmt('%s')}}",
                "{{time:format(x)}}",
                "{{t:_0}}",
                "{{s:_0}}",
                "{{t}}",
                "{{this}}",
                "{{it}}",
                "{{rounds}}",
                "{{texts}}",
                "{{nothing}}",
                "{{contact.name ?: 'x'}}",
                "{{contact.name or 'x'}}",
                "{{contact.name ? 'x' : 'y'}}",
                "{{contact.name??}}",
                "{{contact.name + 1}}",
                "{{1}}",
                "{{true}}",
                "{{@java.lang.String x}}",
                "{{! comment !}}",
                "{{|raw|}}",
                "{{~contact.name~}}",
                "{{> partial}}",
                "{{^contact}}{{/contact}}",
                "{{&contact.name}}",
                "{{=<% %>=}}",
                "{{{contact.name}}}",
                "{{#for i in 100000}}x{{/for}}",
                "{{#for i in '100000'}}x{{/for}}",
                "{{#for i in appointment.duration_minutes}}x{{/for}}",
                "{{#for i in contact}}x{{/for}}",
                "{{#for appointment in appointment.location_details.lines}}{{/for}}",
                "{{#if contact.name.getClass}}{{/if}}",
                "{{#if inject:x}}{{/if}}",
                "{{#if contact.name > 1}}{{/if}}",
                "{{#if (contact.name)}}{{/if}}",
                "{{#if contact.name}}{{#else if config:x}}{{/if}}",
                "{{соntact.name}}",
                "{{contact\u200b.name}}",
                "{{contact\u00a0.name}}",
                "{{ｃontact.name}}",
                "{{contact.name\u0000}}",
                "{{contact.name\u202e}}",
                "{{contact.name;}}",
                "{{appointment.start_time.format('HH', 'en')}}",
                "{{appointment.start_time.format(contact.name)}}",
                "{{appointment.start_time.format('}{t:_0}')}}",
            })
    void isRefusedOnSave(String source) {
        assertThat(TEMPLATES.check("before " + source + " after", TextForm.PLAIN))
                .isNotEmpty();
        assertThat(TEMPLATES.check("before " + source + " after", TextForm.HTML))
                .isNotEmpty();
        assertThatThrownBy(() -> TEMPLATES.parse(source, TextForm.PLAIN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{contact.name.getClass}",
                "{#include x /}",
                "{inject:x}",
                "{config:['x']}",
                "{#for i in 100000}x{/for}",
                "{t:_0}{s:_0}",
                "{! comment !}",
                "{| raw |}",
                "\\{ {",
                "{ {contact.name} }",
                "{\u200b{contact.name}}",
                "a { b { c } } d }} e",
                "}}",
                "\r\n{\r}\n\\",
                "{@java.lang.String x}",
                "<script>if(a){b={c:{}}}</script>",
            })
    void isTextAndNothingElse(String source) {
        assertThat(plain(source, meeting())).isEqualTo(source);
        assertThat(plain(source + " {{firm.name}}" + source, meeting())).isEqualTo(source + " Acme Advisory" + source);
    }

    @Test
    void aBackslashBeforeATagIsTextToo() {
        assertThat(plain("\\{{firm.name}} \\\\{{firm.name}}", meeting()))
                .isEqualTo("\\Acme Advisory \\\\Acme Advisory");
        assertThat(plain("{\"f\":{{'{'}}\"{{firm.name}}\"}}", meeting())).isEqualTo("{\"f\":{\"Acme Advisory\"}}");
    }

    @Test
    void nestedLoopsRunOutOfTheirBudget() throws RenderFailure {
        String nested =
                "{{#for a in appointment.location_details.lines}}{{#for b in appointment.location_details.lines}}"
                        + "x{{/for}}{{/for}}";
        assertThat(plain(nested, meeting().place("in_person", "l\n".repeat(30))))
                .hasSize(900);
        assertFails(nested, meeting().place("in_person", "l\n".repeat(200)), "loops more than 1000 times");
        assertFails(nested, meeting().place("in_person", "l\n".repeat(100_000)), "loops more than 1000 times");
    }

    @Test
    void outputIsBounded() throws RenderFailure {
        String name = "n".repeat(10_000);
        assertFails("{{contact.name}}".repeat(30), meeting().contactNamed(name), "longer than");
        assertThat(plain("{{contact.name}}".repeat(20), meeting().contactNamed(name)))
                .hasSize(200_000);
    }

    @Test
    void sourcesWithoutEndAreRefusedAtOnce() {
        for (String source : new String[] {
            "x".repeat(Translation.LARGEST_SOURCE + 1),
            "{{contact.name}}".repeat(2_001),
            "{{#if contact.name}}".repeat(17) + "x" + "{{/if}}".repeat(17),
            "{{#for a in appointment.location_details.lines}}".repeat(1_000),
            "{{#if contact.name}}" + "{{#else if contact.name}}".repeat(30) + "{{/if}}",
            "{{#if " + "contact.name && ".repeat(200) + "contact.name}}x{{/if}}",
            "{{contact" + ".name".repeat(10_000) + "}}",
            "{{'" + "x".repeat(60_000),
            "{{".repeat(30_000),
            "{{{{{{contact.name}}}}}}",
            "{{#if contact.name}}{{#for x in appointment.location_details.lines}}{{/if}}{{/for}}",
        }) {
            assertThat(TEMPLATES.check(source, TextForm.PLAIN)).isNotEmpty().hasSizeLessThan(250);
            assertThat(TEMPLATES.check(source, TextForm.HTML)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{contact.name}}",
                "{{contact.name.getClass}}",
                "{{'{{'}}",
                "{contact.name}{t:_0}{s:_0}",
                "{#include x /}",
                "\ud800",
                "\udc00\ud800",
                "\u202eevil\u202c",
                "a\u0300\u0301\u0302",
                "\u200b\u200d\ufeff",
                "\u0000\u0007\u001b[31m",
                "${jndi:ldap://x}",
                "%s%n%x",
                "<%= 7 * 7 %>",
                "#{7*7}",
            })
    void noValueIsReadAsATemplate(String value) {
        assertThat(plain(
                        "a{{contact.name}}b{{#if contact.name == 'x'}}c{{/if}}",
                        meeting().contactNamed(value)))
                .isEqualTo("a" + value + "b");
        assertThat(plain(
                        "{{#for line in appointment.location_details.lines}}[{{line}}]{{/for}}",
                        meeting().place("phone", "x" + value)))
                .isEqualTo("[x" + value + "]");
    }

    private static void assertFails(String source, Meetings meeting, String why) {
        ParsedTemplate template = TEMPLATES.parse(source, TextForm.PLAIN);
        Values values = Values.of(meeting.snapshot(), Viewpoint.ofContact(meeting.snapshot()));
        assertThatThrownBy(() -> template.render(values)).isInstanceOfSatisfying(RenderFailure.class, failure -> {
            assertThat(failure.mayComeLater()).isFalse();
            assertThat(failure).hasMessageContaining(why);
        });
    }
}
