package io.punctual.trial.crash;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Books meetings at an even pace until it is told to stop; what hangs on their starts is due some seconds later. */
final class Load {
    private static final int SOONEST_MILLIS = 500;

    private final Queue<Meeting> booked = new ConcurrentLinkedQueue<>();
    private final Publisher publisher;
    private final Clock clock;
    private final Random random;
    private final Duration pace;
    private final Duration latest;
    private final Thread thread;
    private volatile boolean enough;

    /**
     * Begins at once.
     *
     * @param pace between two meetings
     * @param latest how long after its booking a meeting's steps are due at most
     */
    Load(Publisher publisher, Clock clock, Random random, Duration pace, Duration latest) {
        this.publisher = publisher;
        this.clock = clock;
        this.random = random;
        this.pace = pace;
        this.latest = latest;
        this.thread = Thread.ofVirtual().name("load").start(this::book);
    }

    /** What was booked so far. */
    List<Meeting> booked() {
        return List.copyOf(booked);
    }

    /** Ends when at least so many were booked and all of them are taken. */
    List<Meeting> finish(int atLeast) throws InterruptedException {
        while (booked.size() < atLeast) {
            Thread.sleep(pace);
        }
        enough = true;
        thread.join();
        publisher.awaitAllTaken();
        return booked();
    }

    private void book() {
        try {
            while (!enough) {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Meeting meeting = new Meeting(
                        Installation.FIRMS.get(booked.size() % Installation.FIRMS.size()),
                        UUID.randomUUID(),
                        now,
                        now.plusMillis(SOONEST_MILLIS + random.nextInt((int) latest.toMillis())));
                booked.add(meeting);
                publisher.send(Announcement.created(meeting));
                LockSupport.parkNanos(pace.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
