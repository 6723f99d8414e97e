package io.punctual.trial.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is measured. A whole run takes less than half an hour on two cores; a quick one shows that everything works, and its
 * figures mean nothing.
 *
 * @param warmUps rounds before the first one, where compiling goes on for long: with two cores it takes a quarter of the machine
 * @param firstRound rounds before number 0 are for warming up, where nothing else is said
 * @param rounds of contenders by turns, where nothing else is said
 * @param drain executions a round
 * @param slowRounds rounds of the schedulers that take far longer
 * @param slowDrain their jobs a round
 * @param pause executions a round of those that take 50 ms
 * @param snapshot executions drained beside a held snapshot
 * @param growth rows that wait for later, smallest number first
 * @param lateness for how long executions come due at an even rate
 * @param peersLateness the same for the other schedulers
 * @param replicas how many processes share the work, ascending
 * @param replicaWarmUps rounds before the first one for each process that shares them: each compiles for itself
 * @param events a round over HTTP
 * @param eventWarmUps rounds before the first one of those: a request goes through far more code than an execution
 * @param mails a round
 * @param pending rows that wait while the heap is looked at
 * @param inFlight executions that run while the heap is looked at
 * @param ahead how long before the first instant of lateness everything has to be ready
 * @param held how long executions run while the heap is looked at
 * @param settle until the server has counted what its sessions did
 */
public record Sizes(
        int warmUps,
        int firstRound,
        int rounds,
        int drain,
        int slowRounds,
        int slowDrain,
        int pause,
        int snapshot,
        List<Integer> growth,
        Duration lateness,
        Duration peersLateness,
        List<Integer> replicas,
        int replicaWarmUps,
        int events,
        int eventWarmUps,
        int mails,
        int pending,
        int inFlight,
        Duration ahead,
        Duration held,
        Duration settle) {

    /**
     * The sizes of a run.
     *
     * @param rows that wait for later in the last step of growth
     */
    public static Sizes of(boolean quick, int rows) {
        if (quick) {
            return new Sizes(
                    0,
                    0,
                    1,
                    300,
                    1,
                    60,
                    300,
                    400,
                    List.of(300, 900),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    List.of(1, 2),
                    0,
                    40,
                    0,
                    60,
                    900,
                    100,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1));
        }
        return new Sizes(
                16,
                -1,
                5,
                50_000,
                3,
                10_000,
                100_000,
                200_000,
                IntStream.of(100_000, 1_000_000, rows)
                        .filter(step -> step <= rows)
                        .sorted()
                        .distinct()
                        .boxed()
                        .toList(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                List.of(1, 2, 3, 4),
                3,
                6_000,
                14,
                20_000,
                1_000_000,
                4_000,
                Duration.ofSeconds(25),
                Duration.ofSeconds(12),
                Duration.ofSeconds(11));
    }
}
