package io.punctual.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that becomes true by itself, looking again and again until a deadline. */
public final class Eventually {
    private static final Duration STANDARD = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Eventually() {}

    /** A check that throws an {@link AssertionError} while it does not hold. */
    @FunctionalInterface
    public interface Check {
        /** Looks once. */
        void run() throws Exception;
    }

    /** Waits up to a minute. */
    public static void that(Check check) {
        within(STANDARD, check);
    }

    /**
     * Waits up to the limit.
     *
     * @throws AssertionError what the check said last, if it never held
     */
    public static void within(Duration limit, Check check) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (Exception e) {
                throw new AssertionError("the check itself failed", e);
            }
        }
    }
}
