package io.punctual.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.local.Bookings.Booked;
import io.punctual.local.inbox.Mail;
import io.punctual.local.seed.Api;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Appointments live their lives while the workflow service dies three times and rests once. Then every mail is counted:
 * by its Message-ID, which is one per execution and the same each time it is sent, and by what it says.
 */
final class KilledInBetween {
    private static final int ROUNDS = 4;
    private static final int KILLS = 3;
    private static final Duration DAY = Duration.ofHours(24);
    /** What a killed worker had started is free again when its lease has lapsed; the reminders are due long before. */
    private static final Duration RESCUED = Duration.ofSeconds(150);

    private static final Duration FAR = Duration.ofMinutes(20);

    private final PunctualStack stack;
    private final Clock clock;
    private final Bookings bookings;
    private final Executions executions;
    private final Api workflows;
    /** The subjects that must arrive, each once. */
    private final List<String> certain = new ArrayList<>();
    /** The subjects that a cancellation may have overtaken. */
    private final List<String> possible = new ArrayList<>();
    /** What executions must have come to, by workflow and appointment. */
    private final Map<String, List<String>> outcomes = new TreeMap<>();

    KilledInBetween(PunctualStack stack, Clock clock) throws InterruptedException {
        this.stack = stack;
        this.clock = clock;
        this.workflows = stack.workflows("admin@acme");
        this.bookings = new Bookings(stack.appointments("admin@acme"), "End to end");
        this.executions = new Executions(workflows);
    }

    /** A step in an appointment's life. */
    private interface Step {
        void run() throws InterruptedException;
    }

    void run() throws InterruptedException {
        createWorkflows();
        long seed = clock.millis();
        live(new Random(seed));
        stack.awaitWorkflowService();

        Eventually.within(RESCUED, () -> {
            assertThat(stack.appointments("operator").list("/event-deliveries"))
                    .as("the outbox, random seed %d", seed)
                    .isEmpty();
            assertThat(subjects()).as("mails, random seed %d", seed).containsAll(certain);
            assertOutcomes(seed);
        });
        assertEachMailOnce(seed);
    }

    private void createWorkflows() throws InterruptedException {
        for (String trigger : List.of("created", "confirmed", "rescheduled", "completed", "cancelled")) {
            createWorkflow(trigger, "appointment_" + trigger, 0);
        }
        createWorkflow("reminder", "appointment_created", -1440);
    }

    private void createWorkflow(String name, String trigger, int delayMinutes) throws InterruptedException {
        ObjectNode workflow = workflows
                .object()
                .put("name", name)
                .put("trigger", trigger)
                .put("delay_minutes", delayMinutes)
                .put("action_type", "send_email")
                .put("status", "active");
        workflow.putObject("action_config")
                .put("subject", name + " {{appointment.id}}")
                .put("template", "{{contact.name}}: {{appointment.start_time.iso}}")
                .put("to_email", "{{contact.email}}");
        workflows.post("/workflows", workflow);
    }

    private void live(Random random) throws InterruptedException {
        List<Step> steps = steps();
        int rest = steps.size() / 2;
        var kills = new TreeSet<Integer>();
        while (kills.size() < KILLS) {
            int at = 3 + random.nextInt(steps.size() - 4);
            if (Math.abs(at - rest) > 3) {
                kills.add(at);
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            if (i == rest) {
                stack.awaitWorkflowService();
                stack.stopWorkflowService();
            } else if (i == rest + 4) {
                stack.startWorkflowService();
            } else if (kills.contains(i)) {
                stack.awaitWorkflowService();
                stack.killWorkflowService();
                stack.startWorkflowService();
            }
            steps.get(i).run();
        }
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            steps.add(this::remindedSoon);
            steps.add(this::rescheduled);
            steps.add(this::cancelled);
            steps.add(this::completed);
            steps.add(this::neverConfirmed);
        }
        return steps;
    }

    private void remindedSoon() throws InterruptedException {
        Booked appointment = bookings.book(clock.instant().plus(DAY).plusSeconds(15));
        bookings.confirm(appointment);
        expect(certain, appointment, "created", "confirmed", "reminder");
        expectOutcomes(appointment, "reminder", "completed");
    }

    private void rescheduled() throws InterruptedException {
        Booked appointment = bookings.book(clock.instant().plus(DAY).plus(FAR));
        bookings.confirm(appointment);
        bookings.reschedule(appointment, clock.instant().plus(DAY).plusSeconds(15));
        expect(certain, appointment, "created", "confirmed", "rescheduled", "reminder");
        expectOutcomes(appointment, "reminder", "cancelled/rescheduled", "completed");
    }

    private void cancelled() throws InterruptedException {
        Booked appointment = bookings.book(clock.instant().plus(DAY).plus(FAR));
        bookings.confirm(appointment);
        bookings.cancel(appointment);
        expect(certain, appointment, "cancelled");
        expect(possible, appointment, "created", "confirmed");
        expectOutcomes(appointment, "reminder", "cancelled/appointment_cancelled");
    }

    private void completed() throws InterruptedException {
        Instant end = clock.instant().plusSeconds(15);
        Booked appointment = bookings.endingAt(end);
        bookings.confirm(appointment);
        bookings.complete(appointment);
        expect(certain, appointment, "created", "confirmed", "completed");
        expectOutcomes(appointment, "reminder", "skipped/past_schedule");
    }

    private void neverConfirmed() throws InterruptedException {
        Booked appointment = bookings.book(clock.instant().plus(DAY).plus(FAR));
        expect(certain, appointment, "created");
        expectOutcomes(appointment, "reminder", "pending");
    }

    private static void expect(List<String> list, Booked appointment, String... names) {
        for (String name : names) {
            list.add(name + " " + appointment.id());
        }
    }

    private void expectOutcomes(Booked appointment, String workflow, String... inOrderOfGeneration) {
        outcomes.put(workflow + " " + appointment.id(), List.of(inOrderOfGeneration));
    }

    private void assertOutcomes(long seed) throws InterruptedException {
        Map<String, List<String>> seen = executions.all().stream()
                .sorted((one, other) -> Integer.compare(one.generation(), other.generation()))
                .collect(Collectors.groupingBy(
                        execution -> execution.workflow() + " " + execution.appointment(),
                        TreeMap::new,
                        Collectors.mapping(Executions.Seen::outcome, Collectors.toList())));
        assertThat(seen).as("what executions came to, random seed %d", seed).containsAllEntriesOf(outcomes);
        assertThat(executions.all())
                .as("unfinished executions, random seed %d", seed)
                .filteredOn(execution -> !execution.isOver())
                .allMatch(execution -> outcomes.getOrDefault(
                                execution.workflow() + " " + execution.appointment(), List.of())
                        .contains("pending"));
    }

    private List<String> subjects() {
        return stack.mails().stream().map(Mail::subject).toList();
    }

    private void assertEachMailOnce(long seed) throws InterruptedException {
        Map<String, List<Mail>> byMessageId = stack.mails().stream()
                .collect(Collectors.groupingBy(Mail::messageId, TreeMap::new, Collectors.toList()));
        // A try that the kill cut off after the mail server had taken it is made again with the same Message-ID. Its
        // text
        // is rendered anew, from what is newest then.
        byMessageId
                .values()
                .forEach(copies -> assertThat(copies)
                        .as("copies of one mail, random seed %d", seed)
                        .extracting(mail -> mail.subject() + mail.to())
                        .containsOnly(
                                copies.getFirst().subject() + copies.getFirst().to()));
        List<String> subjects = byMessageId.values().stream()
                .map(copies -> copies.getFirst().subject())
                .toList();
        assertThat(subjects).as("mails, random seed %d", seed).doesNotHaveDuplicates();
        assertThat(subjects).containsAll(certain);
        List<String> expected = new ArrayList<>(certain);
        expected.addAll(possible);
        assertThat(expected).as("expected mails, random seed %d", seed).containsAll(subjects);
        // A mail whose try was cut off, and whose appointment was then cancelled, is one of the possible ones.
        assertThat(subjects)
                .as("a mail for every completed execution, random seed %d", seed)
                .containsAll(executions.all().stream()
                        .filter(execution -> execution.status().equals("completed"))
                        .map(execution -> execution.workflow() + " " + execution.appointment())
                        .toList());
    }
}
