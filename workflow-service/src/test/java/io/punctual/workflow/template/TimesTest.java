package io.punctual.workflow.template;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.punctual.workflow.template.Rendering.plain;
import static io.punctual.workflow.template.Rendering.toStaff;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    private static final String START = "{{appointment.start_time}}";

    @Test
    void aTimeReadsWellByItself() {
        assertThat(plain(START, meeting())).isEqualTo("Tuesday, 24 November 2026, 14:00 (Europe/Berlin, CET)");
    }

    @Test
    void aTimeCanBeFormatted() {
        assertThat(plain(
                        "{{appointment.start_time.date}}|{{appointment.start_time.time}}|{{appointment.end_time.iso}}|"
                                + "{{appointment.start_time.format('EEE d MMM, HH:mm')}}|"
                                + "{{appointment.start_time.format(\"HH 'h'\")}}",
                        meeting()))
                .isEqualTo("Tuesday, 24 November 2026|14:00 CET|2026-11-24T14:30:00+01:00|Tue 24 Nov, 14:00|14 h");
    }

    @Test
    void theZoneIsTheContactsElseTheAppointmentsElseTheFirmsElseUtc() {
        Meetings meeting = meeting().firm("Asia/Tokyo", "en-GB").zone("America/New_York");
        assertThat(plain(START, meeting.contactIn("Europe/Lisbon", null))).endsWith("13:00 (Europe/Lisbon, WET)");
        assertThat(plain(START, meeting.contactIn("No/Where", null))).endsWith("08:00 (America/New_York, GMT-05:00)");
        assertThat(plain(START, meeting.zone(null))).endsWith("22:00 (Asia/Tokyo, JST)");
        assertThat(plain(START, meeting.firm("?", "en-GB"))).endsWith("13:00 (UTC)");
    }

    @Test
    void meetingsInPersonAreShownInTheVenuesZone() {
        assertThat(plain(
                        START,
                        meeting().place("in_person", "x").zone("Asia/Tokyo").contactIn("Europe/Lisbon", null)))
                .contains("Asia/Tokyo");
    }

    @Test
    void staffReadTheirOwnZoneAndTheFirmsLanguage() {
        Meetings meeting = meeting()
                .firm("Europe/Berlin", "de-DE")
                .contactIn("Asia/Tokyo", "ja")
                .staffIn("Europe/Lisbon");
        assertThat(toStaff(START, meeting)).isEqualTo("Dienstag, 24. November 2026, 13:00 (Europe/Lisbon, WEZ)");
    }

    @Test
    void theLanguageIsTheContactsElseTheFirms() {
        assertThat(plain(START, meeting().contactIn(null, "fr-FR")))
                .isEqualTo("mardi 24 novembre 2026, 14:00 (Europe/Berlin, CET)");
        assertThat(plain(START, meeting().contactIn(null, "not a tag!").firm("UTC", "de")))
                .isEqualTo("Dienstag, 24. November 2026, 14:00 (Europe/Berlin, MEZ)");
        assertThat(plain("{{appointment.start_time.time}}", meeting().contactIn("America/New_York", "en-US")))
                .isEqualTo("8:00 AM EST");
    }

    @Test
    void theOffsetIsTheOneInForceAtThatInstant() {
        String both = "{{appointment.start_time.iso}} {{appointment.start_time.time}} {{appointment.end_time.time}}";
        assertThat(plain(both, meeting().at("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")))
                .isEqualTo("2026-10-25T02:30:00+02:00 02:30 CEST 02:30 CET");
        assertThat(plain(both, meeting().at("2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z")))
                .isEqualTo("2026-03-29T01:59:00+01:00 01:59 CET 03:00 CEST");
    }
}
