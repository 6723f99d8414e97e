package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.template.Meetings;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private final Post post = Post.withServer();

    @AfterEach
    void close() {
        post.close();
    }

    private BodyPart attached(Meetings meeting) throws Exception {
        post.send(mail().put("attach_ics", true).put("html_template", "<b>x</b>"), meeting.snapshot());
        MimeMessage mail = post.received().getLast();
        assertThat(mail.getContentType()).startsWith("multipart/mixed");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        return parts.getBodyPart(1);
    }

    private static String text(BodyPart part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theMeetingIsAttachedAsCalendarsReadIt() throws Exception {
        BodyPart part = attached(meeting().contactNamed("Ada; \"X\"\r\nATTENDEE:mailto:evil@x.example"));
        assertThat(part.getContentType()).startsWith("text/calendar").containsIgnoringCase("method=REQUEST");
        assertThat(part.getContentType()).containsIgnoringCase("charset=utf-8");
        assertThat(part.getFileName()).isEqualTo("invite.ics");
        ICalendar calendar = Biweekly.parse(text(part)).first();
        assertThat(calendar.getMethod().isRequest()).isTrue();
        VEvent event = calendar.getEvents().getFirst();
        assertThat(event.getUid().getValue()).startsWith(Meetings.APPOINTMENT.toString());
        assertThat(event.getSequence().getValue()).isEqualTo(2);
        assertThat(event.getDateTimeStamp().getValue()).isEqualTo(Post.NOW);
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(Instant.parse("2026-11-24T13:00:00Z"));
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(Instant.parse("2026-11-24T13:30:00Z"));
        assertThat(event.getSummary().getValue()).isEqualTo("Consultation – Acme Advisory");
        assertThat(event.getLocation().getValue()).isEqualTo("https://meet.example/abc");
        assertThat(event.getUrl().getValue()).isEqualTo("https://meet.example/abc");
        assertThat(event.getOrganizer().getEmail()).isEqualTo("no-reply@acme.example");
        assertThat(event.getOrganizer().getCommonName()).isEqualTo("Sam Consultant");
        assertThat(event.getAttendees())
                .singleElement()
                .satisfies(attendee -> assertThat(attendee.getEmail()).isEqualTo("ada@example.org"));
        assertThat(event.getStatus().isConfirmed()).isTrue();
        assertThat(text(part)).contains("DTSTART:20261124T130000Z").contains("\r\n");
    }

    @Test
    void theUidStaysAndTheSequenceGrowsWithEachReschedule() throws Exception {
        VEvent first =
                Biweekly.parse(text(attached(meeting()))).first().getEvents().getFirst();
        VEvent moved = Biweekly.parse(
                        text(attached(meeting().sequence(3).at("2026-11-25T13:00:00Z", "2026-11-25T13:30:00Z"))))
                .first()
                .getEvents()
                .getFirst();
        assertThat(moved.getUid().getValue()).isEqualTo(first.getUid().getValue());
        assertThat(moved.getSequence().getValue())
                .isGreaterThan(first.getSequence().getValue());
    }

    @Test
    void aCancelledMeetingIsCalledOff() throws Exception {
        BodyPart part = attached(meeting().status(AppointmentStatus.CANCELLED).sequence(4));
        assertThat(part.getContentType()).containsIgnoringCase("method=CANCEL");
        ICalendar calendar = Biweekly.parse(text(part)).first();
        assertThat(calendar.getMethod().isCancel()).isTrue();
        assertThat(calendar.getEvents().getFirst().getStatus().isCancelled()).isTrue();
        assertThat(calendar.getEvents().getFirst().getSequence().getValue()).isEqualTo(4);
    }

    @Test
    void nothingIsAttachedUnlessAsked() throws Exception {
        post.send(mail(), meeting().snapshot());
        assertThat(post.onlyMail().getContentType()).startsWith("text/plain");
    }
}
