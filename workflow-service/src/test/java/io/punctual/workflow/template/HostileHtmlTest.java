package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.TEMPLATES;
import static io.punctual.workflow.template.Rendering.html;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are written to break out of the HTML around them, and places where no escaping would hold them. */
class HostileHtmlTest {
    private static final String LINK = "<a href=\"{{appointment.location_details}}\">Join</a>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title><script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "--><script>",
                "]]><script>",
                "&lt;script&gt;",
                "<\u0000script>",
                "＜script＞",
                "{{staff.email}}{contact.name}",
            })
    void noValueBecomesMarkup(String value) {
        String mail = html(
                "<title>{{contact.name}}</title><p title='{{contact.name}}' lang=\"{{contact.name}}\">{{contact.name}}</p>",
                meeting().contactNamed(value));
        String inside = mail.replaceAll("</?(title|p)( title='[^']*' lang=\"[^\"]*\")?>", "");
        assertThat(inside).doesNotContain("<", ">");
        assertThat(mail).startsWith("<title>").endsWith("</p>").doesNotContain("<script", "<img");
        assertThat(mail.chars().filter(c -> c == '"').count()).isEqualTo(2);
        assertThat(mail.chars().filter(c -> c == '\'').count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "\u0001javascript:alert(1)",
                "java\tscript:alert(1)",
                "java\nscript:alert(1)",
                "\r\njavascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "data:text/html;base64,PHNjcmlwdD4=",
                "vbscript:msgbox(1)",
                "file:///etc/passwd",
                "blob:https://x",
                "view-source:https://x",
                "about:blank",
                "intent://x",
                "jar:https://x!/",
            })
    void aLinkThatCouldDoHarmLeadsNowhere(String value) {
        assertThat(html(LINK, meeting().place("video", value))).isEqualTo("<a href=\"#\">Join</a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://meet.example/abc?a=1&b=2|https://meet.example/abc?a=1&amp;b=2",
                "HTTPS://MEET.example|HTTPS://MEET.example",
                "tel:+4930123456|tel:+4930123456",
                "mailto:a@b.example|mailto:a@b.example",
                "sip:room@x.example|sip:room@x.example",
                "//meet.example/abc|//meet.example/abc",
                "meet.example/abc|meet.example/abc",
                "1 Main Street: 2nd floor|1 Main Street: 2nd floor",
                "javascript&colon;alert(1)|javascript&amp;colon;alert(1)",
                "javascript%3Aalert(1)|javascript%3Aalert(1)",
                "https://x\" onclick=\"alert(1)|https://x&quot; onclick=&quot;alert(1)",
            })
    void otherLinksStay(String value, String shown) {
        assertThat(html(LINK, meeting().place("video", value))).isEqualTo("<a href=\"" + shown + "\">Join</a>");
    }

    @Test
    void whatFollowsABeginningCannotChangeWhereALinkLeads() {
        String evil = "javascript:alert(1)";
        assertThat(html(
                        "<a href='https://x.example/?q={{contact.name}}'>",
                        meeting().contactNamed(evil)))
                .isEqualTo("<a href='https://x.example/?q=" + evil + "'>");
        assertThat(html(
                        "<a href='{{contact.phone}}{{contact.name}}'>",
                        meeting().contactNamed(evil)))
                .isEqualTo("<a href='+4930123456" + evil + "'>");
        assertThat(html(
                        "<img src='{{#if contact.phone == 'x'}}https://y/{{/if}}{{contact.name}}'>",
                        meeting().contactNamed(evil)))
                .isEqualTo("<img src='#'>");
        assertThat(html("<a href='{{contact.name}}{{contact.name}}'>", meeting().contactNamed("")))
                .isEqualTo("<a href='#'>");
        assertThat(html(
                        "{{#for line in appointment.location_details.lines}}<a href='{{line}}'>{{line}}</a>{{/for}}",
                        meeting().place("in_person", "https://x.example\n" + evil)))
                .isEqualTo("<a href='https://x.example'>https://x.example</a><a href='#'>" + evil + "</a>");
        assertThat(html("<a href='{{appointment.start_time}}'>{{appointment.duration_minutes}}</a>", meeting()))
                .startsWith("<a href='Tuesday, 24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>{{contact.name}}</script>",
                "<script>var x = \"{{contact.name}}\";</script >",
                "<SCRIPT src='{{contact.name}}'></SCRIPT>",
                "<style>{{contact.name}}</style>",
                "<style>p { background: url('{{contact.name}}') }</style>",
                "<p style='color: {{contact.name}}'>",
                "<p onclick='x(\"{{contact.name}}\")'>",
                "<p ONCLICK='{{contact.name}}'>",
                "<p title={{contact.name}}>",
                "<p title=x{{contact.name}}>",
                "<p {{contact.name}}>",
                "<p {{contact.name}}='x'>",
                "<p data-{{contact.name}}='x'>",
                "<{{contact.name}}>",
                "<h{{contact.name}}>",
                "</{{contact.name}}>",
                "<!-- {{contact.name}} -->",
                "<!--x--!><script>{{contact.name}}</script>",
                "<!{{contact.name}}>",
                "<img srcset='{{contact.name}}'>",
                "<iframe srcdoc='{{contact.name}}'>",
                "<iframe src='{{contact.name}}'>",
                "<object data='{{contact.name}}'>",
                "<link href='{{contact.name}}'>",
                "<base href='{{contact.name}}'>",
                "<meta http-equiv=refresh content='0;url={{contact.name}}'>",
                "<noscript>{{contact.name}}</noscript>",
                "<a href='javascript:f(\"{{contact.name}}\")'>",
                "<a href='java{{contact.name}}'>",
                "<a href='&#106;avascript:{{contact.name}}'>",
                "<a href='&{{contact.name}}'>",
                "<a href='data:text/html,{{contact.name}}'>",
                "<a href={{contact.name}}>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' JAVA&#115;cript:alert(1)'>x</a>",
                "<a href=javascript:alert(1)>x</a>",
                "<a href='vbscript:x'>x</a>",
                "<a href='data:image/png;base64,AAAA'>x</a>",
                "<form action='javascript:x'>",
                "<img src='data:text/html,x'>",
                "{{#if contact.name}}<script>{{#else}}</script>{{/if}}{{contact.phone}}",
                "{{#if contact.name}}<a title='{{/if}}{{contact.name}}'>",
                "<a h{{#if contact.name}}x{{/if}}='{{contact.name}}'>",
                "<p title={{#if contact.name}}'x'{{/if}}>",
                "{{#for line in appointment.location_details.lines}}<style>{{/for}}",
            })
    void whereNoValueWouldBeSafeNoneIsAccepted(String source) {
        assertThat(TEMPLATES.check(source, TextForm.HTML))
                .extracting(TemplateFault::code)
                .contains("unsafe_place");
        assertThat(TEMPLATES.check(source, TextForm.PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><html><head><title>{{firm.name}}</title><style>p { color: #333 }</style></head><body>x</body></html>",
                "<!--[if mso]><table><tr><td>{{contact.name}}</td></tr></table><![endif]-->",
                "<table {{#if contact.name}}class=\"a\"{{/if}}><td style=\"color: red\" width=600>{{contact.name}}</td></table>",
                "<a class = 'b' href = 'https://x.example?a=1&b=2'>{{contact.name}}</a>",
                "<a href='mailto:{{staff.email}}?subject=a&amp;body=b'>{{staff.name}}</a>",
                "<a href='tel:{{contact.phone}}'>{{contact.phone}}</a>",
                "<a href='/x?a={{contact.name}}&b=2' disabled hidden>x</a><br/><hr />",
                "<img alt='{{contact.name}}' src='data:image/png;base64,iVBORw0KGgo='>",
                "<img src='cid:logo'><a href='#top'>a</a><a href=''>b</a>",
                "<a href=\"{{#if appointment.location_mode == 'video'}}{{appointment.location_details}}{{#else}}https://maps.example/?q={{appointment.location_details}}{{/if}}\">go</a>",
                "1 < 2 {{contact.name}} a<b>{{contact.name}}</b>",
                "<textarea>{{contact.name}}</textarea>",
                "<p>{{#if contact.name}}<b>{{contact.name}}</b>{{/if}}</p>",
            })
    void whatPeopleWriteIsAccepted(String source) {
        assertThat(TEMPLATES.check(source, TextForm.HTML)).isEmpty();
    }

    @Test
    void aFaultSaysWhereItIs() {
        assertThat(TEMPLATES.check("<p>\n <p title={{contact.name}}>", TextForm.HTML))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("Line 2, column 11: "));
    }
}
