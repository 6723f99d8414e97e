package io.punctual.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Fills the two demo firms so that there is something to see. What exists already is left alone. */
public final class Seeding {
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final String workflowUrl;
    private final String appointmentsUrl;
    private final Clock clock;

    /**
     * Knows where both services answer.
     *
     * @param workflowUrl such as {@code http://localhost:8080}
     * @param appointmentsUrl such as {@code http://localhost:8081}
     */
    public Seeding(String workflowUrl, String appointmentsUrl, Clock clock) {
        this.workflowUrl = workflowUrl;
        this.appointmentsUrl = appointmentsUrl;
        this.clock = clock;
    }

    /**
     * What the start made, for the person to look for.
     *
     * @param first whether the firms were empty before
     * @param start when the fresh appointment begins
     * @param contact who it is with
     */
    public record Fresh(boolean first, Instant start, String contact) {}

    /** Fills both firms and books one fresh, confirmed appointment, a little more than a day ahead. */
    public Fresh run() throws InterruptedException {
        globex();
        return acme();
    }

    private Fresh acme() throws InterruptedException {
        Firm firm = firm("admin@acme");
        String consultation = firm.appointmentType("Consultation");
        String sam = firm.staff("Sam Rivera", "sam.rivera@acme.example");
        String noor = firm.staff("Noor Haddad", "noor.haddad@acme.example");
        String pat = firm.contact("Pat Lindqvist", "portal@acme.example", "Europe/Stockholm");
        String kim = firm.contact("Kim Okafor", "kim.okafor@customer.example", "Europe/London");
        for (String workflow :
                List.of("acme-24hr-reminder.json", "acme-thank-you-email.json", "acme-confirmation-email.json")) {
            firm.workflow(workflow);
        }
        boolean first = !firm.hasAppointments();
        if (first) {
            history(firm, consultation, noor, kim);
        }
        // Two hours more than the reminder's day, so that the reminder comes while the laptop is likely still on.
        Instant soon = nextHalfHour(clock.instant().plus(Duration.ofHours(26)));
        JsonNode fresh = firm.book(consultation, sam, pat, soon, "confirmed");
        return new Fresh(first, Instant.parse(fresh.path("start_time").asText()), "portal@acme.example");
    }

    private void history(Firm firm, String type, String staff, String contact) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);

        // Ended 59 and a half minutes ago: the thank-you, an hour after the end, is due in half a minute.
        JsonNode held = firm.book(type, staff, contact, now.minus(Duration.ofSeconds(3_570 + 1_800)), "requested");
        firm.change(held, "confirm", firm.nothing());
        firm.change(held, "complete", firm.nothing());

        JsonNode dropped = firm.book(type, staff, contact, nextHalfHour(now.plus(Duration.ofDays(3))), "requested");
        firm.change(dropped, "confirm", firm.nothing());
        firm.change(dropped, "cancel", firm.nothing().put("reason", "The customer is travelling"));

        firm.book(type, staff, contact, nextHalfHour(now.plus(Duration.ofDays(4))), "requested");
    }

    private void globex() throws InterruptedException {
        Firm firm = firm("admin@globex");
        String onboarding = firm.appointmentType("Onboarding Call");
        String ada = firm.staff("Ada Brandt", "ada.brandt@globex.example");
        String lee = firm.contact("Lee Castellanos", "lee.castellanos@client.example", "America/New_York");
        firm.workflow("globex-request-received.json");
        if (!firm.hasAppointments()) {
            Instant start = nextHalfHour(clock.instant().plus(Duration.ofDays(2)));
            firm.book(onboarding, ada, lee, start, "requested");
        }
    }

    private Firm firm(String admin) {
        return new Firm(new Api(appointmentsUrl + "/api/v1", admin), new Api(workflowUrl + "/api/v1", admin));
    }

    private static Instant nextHalfHour(Instant instant) {
        long step = HALF_HOUR.toSeconds();
        return Instant.ofEpochSecond((instant.getEpochSecond() + step - 1) / step * step);
    }
}
