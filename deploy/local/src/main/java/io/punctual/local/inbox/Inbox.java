package io.punctual.local.inbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The newest mails, in memory; the oldest make room. Safe for use by several threads. */
public final class Inbox {
    private final int capacity;
    private final Deque<Mail> newestFirst = new ArrayDeque<>();
    private long taken;

    /**
     * An empty inbox.
     *
     * @param capacity how many mails are kept, at least 1
     */
    public Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps the mail that is made with the next number. */
    public synchronized void add(LongFunction<Mail> mail) {
        newestFirst.addFirst(mail.apply(++taken));
        if (newestFirst.size() > capacity) {
            newestFirst.removeLast();
        }
    }

    /** What is kept, newest first. */
    public synchronized List<Mail> newestFirst() {
        return List.copyOf(newestFirst);
    }

    /** How many mails have arrived since the start, kept or not: it grows with every mail. */
    public synchronized long taken() {
        return taken;
    }

    /** {@return the mail with this number, empty if it never was or has made room} */
    public synchronized Optional<Mail> find(long id) {
        return newestFirst.stream().filter(mail -> mail.id() == id).findFirst();
    }
}
