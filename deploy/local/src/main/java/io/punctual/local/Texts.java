package io.punctual.local;

import io.punctual.local.seed.Seeding;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the launcher says at length. */
final class Texts {
    static final String HELP = """
            Runs Punctual on this machine: PostgreSQL, a mail server with an inbox page, and both services.
            Usually started by "make run". Ctrl-C stops everything; the data stays for the next start.

            Environment variables (all optional):
              PUNCTUAL_WORKFLOW_PORT      the workflow service                  8080
              PUNCTUAL_APPOINTMENTS_PORT  the appointments service              8081
              PUNCTUAL_DATABASE_PORT      PostgreSQL                            54329
              PUNCTUAL_MAIL_PORT          the mail server (SMTP)                1025
              PUNCTUAL_INBOX_PORT         the inbox page                        8025
              PUNCTUAL_DATA_DIR           database, logs                        .data in the checkout""";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.UK).withZone(ZoneId.systemDefault());

    private Texts() {}

    /** What to open, as whom, and what will happen next. */
    static String welcome(Settings settings, Seeding.Fresh fresh) {
        return """

                Punctual is ready.

                  Inbox                 http://localhost:%1$d
                  Workflow service      http://localhost:%2$d/api/v1      (API description: /q/openapi)
                  Appointments service  http://localhost:%3$d/api/v1      (API description: /q/openapi)
                  PostgreSQL            postgresql://punctual@localhost:%4$d/workflow and /appointments
                  Logs                  %5$s

                Demo users, password "punctual" (curl -u admin@acme:punctual ...):
                  admin@acme, staff@acme, portal@acme      Acme Advisory
                  admin@globex, staff@globex               Globex
                  operator                                 all firms: run-due, deliveries, metrics

                What happens next:
                  - within seconds the inbox shows "Your appointment is confirmed" for the meeting just booked
                    with %6$s on %7$s
                  - its reminder comes 24 hours before, at %8$s%9$s
                  - curl -u admin@acme:punctual http://localhost:%2$d/api/v1/executions
                    shows what is planned, what was sent and why something was not

                Ctrl-C stops everything; the data stays.""".formatted(
                settings.inbox().number(),
                settings.workflow().number(),
                settings.appointments().number(),
                settings.database().number(),
                settings.logs(),
                fresh.contact(),
                TIME.format(fresh.start()),
                TIME.format(fresh.start().minus(Duration.ofHours(24))),
                fresh.first() ? "\n  - within a minute a thank-you follows for a meeting that ended an hour ago" : "");
    }
}
