package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meetings are cancelled and moved just when their steps are due: whichever is committed first has won. */
class WithdrawalRaceTest {
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int AT_ONCE = 12;
    private static final Duration AHEAD = Duration.ofSeconds(4);
    private static final Duration CALL = Duration.ofMillis(50);

    /** Nobody dies here: whatever is repeated is wrong, however slow the machine is. */
    private static final Map<String, String> LONG_LEASES = Map.of("PUNCTUAL_EXECUTION_LEASE", "120s");

    @TempDir
    Path directory;

    @Test
    void noSendWhoseWithdrawalWasCommittedBeforeItsStart() throws Exception {
        race("race", 2000);
    }

    @Test
    @Tag("slow")
    void noSendAmongManyWhoseWithdrawalWasCommittedBeforeItsStart() throws Exception {
        race("race-slow", 20_000);
    }

    private void race(String name, int meetings) throws Exception {
        try (Installation installation = new Installation(directory, name, LONG_LEASES, CALL)) {
            long seed = Seeds.next(installation.clock());
            installation.start();
            installation.makeWorkflows(Step.HOOK);
            StartWitness.install(installation.server());
            installation.start().awaitReady();

            List<Withdrawal> withdrawals = run(installation, meetings, new Random(seed));
            installation.awaitAllEnded();

            WithdrawalCheck check = new WithdrawalCheck(installation.calls().arrivals());
            List<String> faults = check.faults(withdrawals, Contested.all(installation.facts()));
            String told = name + ", seed " + seed + ": " + check.summary();
            System.out.println(told);
            assertThat(faults.stream().limit(20).toList())
                    .as("%d faults; %s", faults.size(), told)
                    .isEmpty();
            assertThat(installation.publisher().refusals()).isEmpty();
            // Else it was no race.
            assertThat(check.withdrawn()).as(told).isGreaterThan(meetings / 20);
            assertThat(check.sent()).as(told).isGreaterThan(meetings / 20);
        }
    }

    private static List<Withdrawal> run(Installation installation, int meetings, Random random) throws Exception {
        Clock clock = installation.clock();
        Aim aim = new Aim(installation.facts());
        List<Withdrawal> withdrawals = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(aim::correct);
            Semaphore bookings = new Semaphore(AT_ONCE);
            for (int i = 0; i < meetings; i++) {
                bookings.acquire();
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Meeting meeting = new Meeting(Installation.FIRMS.get(i % 2), UUID.randomUUID(), now, now.plus(AHEAD));
                Withdrawal withdrawal = new Withdrawal(meeting, random.nextBoolean());
                withdrawals.add(withdrawal);
                threads.execute(() -> bookAndWithdraw(installation, withdrawal, aim.of(random.nextInt()), bookings));
                TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            }
            bookings.acquire(AT_ONCE);
            aim.enough();
        }
        return withdrawals;
    }

    private static void bookAndWithdraw(
            Installation installation, Withdrawal withdrawal, Supplier<Duration> offset, Semaphore bookings) {
        Clock clock = installation.clock();
        Meeting meeting = withdrawal.meeting();
        try {
            try {
                installation.publisher().sendNow(Announcement.created(meeting));
            } finally {
                bookings.release();
            }
            sleepUntil(clock, meeting.due().minusMillis(500));
            sleepUntil(clock, meeting.due().plus(offset.get()));
            installation.publisher().sendNow(withdrawal.announcement(clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(Clock clock, Instant instant) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Duration.between(clock.instant(), instant).toNanos());
    }
}
