package io.punctual.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.local.Bookings.Booked;
import io.punctual.local.inbox.Mail;
import io.punctual.local.seed.Api;
import io.punctual.local.seed.Seeding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job, whole: both packaged services as real processes, real PostgreSQL, real SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final Clock clock = Clock.systemUTC();
    private PunctualStack stack;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        stack = new PunctualStack(directory);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void everyExpectedMailArrivesOnceAlthoughTheWorkflowServiceIsKilled() throws Exception {
        new KilledInBetween(stack, clock).run();
    }

    @Test
    @Order(2)
    void theOriginalExamplesWorkAsTheyStand() throws Exception {
        Api workflows = stack.workflows("admin@globex");
        for (String example :
                List.of("acme-24hr-reminder.json", "acme-thank-you-email.json", "acme-confirmation-email.json")) {
            workflows.post("/workflows", example(example));
        }
        Bookings bookings = new Bookings(stack.appointments("admin@globex"), "Consultation");
        Instant now = clock.instant();

        Booked tomorrow = bookings.book(now.plus(DAY).plusSeconds(20));
        bookings.confirm(tomorrow);
        Booked held = bookings.endingAt(now.minus(Duration.ofHours(1)).plusSeconds(20));
        bookings.confirm(held);
        bookings.complete(held);

        Eventually.within(Duration.ofSeconds(150), () -> {
            assertThat(to(tomorrow))
                    .extracting(Mail::subject)
                    .containsExactlyInAnyOrder("Your appointment is confirmed", "Appointment Tomorrow");
            assertThat(to(held))
                    .extracting(Mail::subject)
                    .containsExactlyInAnyOrder("Your appointment is confirmed", "Thank you for your time");
        });
        assertThat(mail(tomorrow, "Your appointment is confirmed").text())
                .contains("Hi Customer 1,", "Your appointment has been confirmed for", "24 hours before", "Globex")
                .doesNotContain("{{", "}}");
        assertThat(mail(tomorrow, "Appointment Tomorrow").text())
                .contains("Hi Customer 1,", "Location: https://meet.example/1", "Staff 1")
                .doesNotContain("{{", "}}");
        assertThat(mail(held, "Thank you for your time").text())
                .contains("Hi Customer 2,", "Thank you for meeting with me today", "Staff 2");
        assertThat(mail(held, "Thank you for your time").from()).isEqualTo("no-reply@globex.example");
        // Booked after its reminder's time: recorded, never sent.
        assertThat(new Executions(workflows).all())
                .filteredOn(execution -> execution.appointment().equals(held.id()))
                .filteredOn(execution -> execution.workflow().equals("24hr Reminder"))
                .extracting(Executions.Seen::outcome)
                .containsExactly("skipped/past_schedule");
    }

    @Test
    @Order(4)
    void theCommandForCronRunsWhatIsDueAndPrintsJsonAlone() throws Exception {
        Bookings bookings = new Bookings(stack.appointments("admin@globex"), "By cron");
        // Time enough to see it planned and to stop the service before it would run it itself.
        Instant due = clock.instant().plusSeconds(25);
        Booked booked = bookings.book(due.plus(DAY));
        Executions executions = new Executions(stack.workflows("admin@globex"));
        Eventually.within(
                Duration.ofSeconds(60),
                () -> assertThat(executions.all())
                        .filteredOn(execution -> execution.appointment().equals(booked.id()))
                        .extracting(Executions.Seen::outcome)
                        .contains("pending"));
        stack.stopWorkflowService();
        Eventually.within(
                Duration.ofSeconds(60), () -> assertThat(clock.instant()).isAfter(due.plusSeconds(2)));

        PunctualStack.Finished finished = stack.workflowCommand("run-due");

        assertThat(finished.output())
                .isEqualToIgnoringNewLines("{\"executed\":1,\"failed\":0,\"skipped\":0,\"remaining\":0}");
        assertThat(finished.exitCode()).isZero();
        assertThat(to(booked)).extracting(Mail::subject).contains("Appointment Tomorrow");
    }

    @Test
    @Order(5)
    void theCommandThatChecksTheAuditFindsItWhole() throws Exception {
        PunctualStack.Finished finished = stack.workflowCommand("verify-audit");

        JsonNode verification = new ObjectMapper().readTree(finished.output());
        assertThat(verification.get("valid").asBoolean()).as(finished.output()).isTrue();
        assertThat(verification.get("chains")).isNotEmpty();
        assertThat(finished.exitCode()).isZero();
        assertThat(stack.workflowCommand("verify-audit", "no-id").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(6)
    void theCommandThatRotatesKeysSaysWhatItDid() throws Exception {
        PunctualStack.Finished finished = stack.workflowCommand("rotate-secrets");

        assertThat(finished.output())
                .isEqualToIgnoringNewLines(
                        "{\"current_key\":\"local\",\"rotated\":0,\"unreadable\":0,\"remaining\":0}");
        assertThat(finished.exitCode()).isZero();
    }

    @Test
    @Order(3)
    void seedingAgainAddsOneFreshAppointmentAndNothingElse() throws Exception {
        Seeding seeding = new Seeding(stack.workflowUrl(), stack.appointmentsUrl(), clock);
        Api workflows = stack.workflows("admin@acme");
        Api appointments = stack.appointments("admin@acme");

        Seeding.Fresh first = seeding.run();
        int workflowCount = workflows.list("/workflows").size();
        int appointmentCount = appointments.list("/appointments").size();
        Seeding.Fresh second = seeding.run();

        assertThat(workflows.list("/workflows")).hasSize(workflowCount);
        assertThat(appointments.list("/appointments")).hasSize(appointmentCount + 1);
        assertThat(second.start()).isAfter(first.start());
        Eventually.that(() -> assertThat(stack.mails())
                .filteredOn(mail -> mail.to().contains(second.contact()))
                .filteredOn(mail -> mail.subject().equals("Your appointment is confirmed"))
                .hasSize(2));
    }

    private List<Mail> to(Booked appointment) {
        return stack.mails().stream()
                .filter(mail -> mail.to().contains(appointment.email()))
                .toList();
    }

    private Mail mail(Booked appointment, String subject) {
        return to(appointment).stream()
                .filter(mail -> mail.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode example(String name) throws IOException {
        try (InputStream in = EndToEndTest.class.getResourceAsStream("/seed/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }
}
