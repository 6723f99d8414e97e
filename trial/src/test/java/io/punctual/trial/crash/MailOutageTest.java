package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail server goes away for a while. It takes more than a minute: so long is the first pause between tries. */
@Tag("slow")
class MailOutageTest {
    private static final Duration PACE = Duration.ofMillis(30);
    private static final Duration LATEST = Duration.ofSeconds(4);
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(48);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(72);

    private static final String RETRIED = """
            SELECT d.scheduled_for, t.finished_at, t.error_code
            FROM due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
            JOIN attempt t ON t.firm_id = d.firm_id AND t.execution_id = d.execution_id
            WHERE e.step_key = 'mail' AND NOT d.started AND d.attempt = 1
            """;

    @TempDir
    Path directory;

    @Test
    void mailsAreTriedAgainAndNothingElseWaitsForThem() throws Exception {
        try (Installation installation = new Installation(directory, "mail", Map.of())) {
            long seed = Seeds.next(installation.clock());
            installation.start();
            installation.makeWorkflows(Step.values());
            Load load = installation.load(new Random(seed), PACE, LATEST);
            Clock clock = installation.clock();
            await().atMost(Installation.SETTLING)
                    .until(() -> !installation.mails().arrivals().all().isEmpty());

            installation.mails().down();
            Instant down = clock.instant();
            await().atMost(Installation.SETTLING)
                    .until(() -> clock.instant().isAfter(down.plus(OUTAGE)) && callsOf(load, installation, down) > 100);
            assertThat(mailsSince(installation, down)).isZero();
            assertPausesAreAsPromised(installation);
            installation.mails().up();

            List<Meeting> booked = load.finish(0);
            installation.awaitAllEnded();
            Checker checker = installation.check(booked, "mail, seed " + seed);
            assertThat(checker.repeated()).isZero();
        }
    }

    /** How many calls of meetings whose mails could not go were made while the mail server was away; all that were due were. */
    private static int callsOf(Load load, Installation installation, Instant down) {
        var calls = installation.calls().arrivals().byKey();
        Set<UUID> due = load.booked().stream()
                .filter(meeting -> meeting.due().isAfter(down) && meeting.due().isBefore(down.plus(OUTAGE)))
                .map(Meeting::id)
                .collect(Collectors.toSet());
        List<Execution> hooks = installation.facts().executions().stream()
                .filter(execution -> execution.stepKey().equals(Step.HOOK.key()))
                .filter(execution -> due.contains(execution.appointmentId()))
                .toList();
        return hooks.stream()
                        .allMatch(execution -> calls.containsKey(execution.id().toString()))
                ? hooks.size()
                : 0;
    }

    private static long mailsSince(Installation installation, Instant down) {
        return installation.mails().arrivals().all().stream()
                .filter(arrival -> arrival.at().isAfter(down))
                .count();
    }

    private static void assertPausesAreAsPromised(Installation installation) {
        List<Duration> pauses = installation
                .facts()
                .query(
                        RETRIED,
                        row -> Duration.between(
                                Facts.instant(row, "finished_at"), Facts.instant(row, "scheduled_for")));
        assertThat(pauses).isNotEmpty().allSatisfy(pause -> assertThat(pause).isBetween(SHORTEST_PAUSE, LONGEST_PAUSE));
    }
}
