package io.punctual.local.terminal;

import java.io.PrintStream;

/** Plain lines for the person who started the launcher; safe for use by several threads. */
public final class Terminal {
    private final PrintStream out;

    /**
     * Writes to one stream.
     *
     * @param out where the lines go, usually standard output
     */
    public Terminal(PrintStream out) {
        this.out = out;
    }

    /** A line of its own, such as a heading or a result. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** One step of a longer task, indented. */
    public void step(String line) {
        say("  " + line);
    }
}
