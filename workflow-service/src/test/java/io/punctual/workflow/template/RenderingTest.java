package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.html;
import static io.punctual.workflow.template.Rendering.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.workflow.appointment.AppointmentStatus;
import org.junit.jupiter.api.Test;

class RenderingTest {

    @Test
    void everyVariableOfTheOriginalRequirementsWorks() {
        assertThat(plain(
                        "{{appointment.id}} {{appointment.appointment_id}} {{appointment.status}} {{appointment.type}} "
                                + "{{appointment.location_mode}} {{appointment.location_details}} "
                                + "{{appointment.duration_minutes}}",
                        meeting().status(AppointmentStatus.NO_SHOW)))
                .isEqualTo(Meetings.APPOINTMENT + " " + Meetings.APPOINTMENT
                        + " no_show Consultation video https://meet.example/abc 30");
        assertThat(plain(
                        "{{contact.name}}|{{contact.email}}|{{contact.phone}}|{{staff.name}}|{{ staff.email }}|{{firm.name}}",
                        meeting()))
                .isEqualTo("Ada Example|ada@example.org|+4930123456|Sam Consultant|sam@acme.example|Acme Advisory");
    }

    @Test
    void whatIsMissingRendersAsEmpty() {
        assertThat(plain(
                        "[{{contact.email}}][{{staff.email}}][{{appointment.location_details}}][{{appointment.location_mode}}]",
                        meeting().contactEmail(null).staffEmail(null).place(null, null)))
                .isEqualTo("[][][][]");
    }

    @Test
    void detailsOfAVideoMeetingAreRequiredWhereATemplateNamesThem() throws RenderFailure {
        Meetings meeting = meeting().place("video", " ");
        Values values = Values.of(meeting.snapshot(), Viewpoint.ofContact(meeting.snapshot()));
        assertThatThrownBy(() -> Rendering.TEMPLATES
                        .parse("Join: {{appointment.location_details}}", TextForm.PLAIN)
                        .render(values))
                .isInstanceOfSatisfying(
                        RenderFailure.class,
                        failure -> assertThat(failure.mayComeLater()).isTrue());
        assertThat(Rendering.TEMPLATES.parse("See you", TextForm.PLAIN).render(values))
                .isEqualTo("See you");
    }

    @Test
    void htmlIsEscapedAndPlainTextIsNot() {
        Meetings meeting = meeting().contactNamed("<b>\"Ada\" & 'Co'</b>");
        assertThat(plain("Hi {{contact.name}} <3", meeting)).isEqualTo("Hi <b>\"Ada\" & 'Co'</b> <3");
        assertThat(html("<p>Hi {{contact.name}} & you</p>", meeting))
                .isEqualTo("<p>Hi &lt;b&gt;&quot;Ada&quot; &amp; &#39;Co&#39;&lt;/b&gt; & you</p>");
        assertThat(html("{{'<'}}", meeting)).isEqualTo("&lt;");
    }

    @Test
    void aValueIsNeverParsedAsATemplate() {
        String evil = "{{staff.name}} {staff.name} {#if true}{/if} {t:_0} \\{ {| |}";
        assertThat(plain("Hi {{contact.name}}!", meeting().contactNamed(evil))).isEqualTo("Hi " + evil + "!");
    }

    @Test
    void ifElseChooses() {
        String template = "{{#if appointment.location_mode == 'video'}}online{{#else if appointment.location_mode == "
                + "\"phone\" && contact.phone}}call {{contact.phone}}{{#else}}at {{appointment.location_details}}{{/if}}";
        assertThat(plain(template, meeting())).isEqualTo("online");
        assertThat(plain(template, meeting().place("phone", null))).isEqualTo("call +4930123456");
        assertThat(plain(template, meeting().place("in_person", "Main Street 1")))
                .isEqualTo("at Main Street 1");
        assertThat(plain("{{#if !contact.email || contact.name != 'Bob'}}yes{{/if}}", meeting()))
                .isEqualTo("yes");
        assertThat(plain("{{#if contact.email}}yes{{#else}}no{{/if}}", meeting().contactEmail(null)))
                .isEqualTo("no");
    }

    @Test
    void forRepeatsForEachLineOfTheLocation() {
        Meetings office = meeting().place("in_person", "Acme House\r\n  1 Main Street\n\n<Berlin>");
        assertThat(html(
                        "{{#for line in appointment.location_details.lines}}{{line}}, {{contact.name}}<br>{{/for}}",
                        office))
                .isEqualTo("Acme House, Ada Example<br>1 Main Street, Ada Example<br>&lt;Berlin&gt;, Ada Example<br>");
    }

    @Test
    void aSectionAloneOnItsLineLeavesNoEmptyLine() {
        assertThat(plain("Hi\n  {{#if contact.name}}\n there\n{{/if}}\r\nBye", meeting()))
                .isEqualTo("Hi\n there\nBye");
        assertThat(plain("{{#if contact.name}}\n{{#if staff.name}}\nboth\n{{/if}}\n{{/if}}\n", meeting()))
                .isEqualTo("both\n");
    }

    @Test
    void everyOtherBraceIsText() {
        String css =
                "<style>a { color: red } @media print{b{}} </style>{\"a\": {\"b\": [1]}} {! no !} {| no |} \\{ \\\\{ {#if} {}";
        assertThat(html(css, meeting())).isEqualTo(css);
        assertThat(html(css + "{{firm.name}}" + css, meeting())).isEqualTo(css + "Acme Advisory" + css);
        assertThat(plain("{\"name\":{\"of\":\"{{contact.name}}\"}} {{'{{'}}", meeting()))
                .isEqualTo("{\"name\":{\"of\":\"Ada Example\"}} {{");
    }
}
