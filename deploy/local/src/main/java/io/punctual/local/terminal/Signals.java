package io.punctual.local.terminal;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ctrl-C and its relatives. A shutdown hook is not enough here: the machine ignores a second Ctrl-C while hooks run, and
 * exits with 130 although all went well. Called by reflection because the compiler warns of this API unconditionally and
 * offers no other way to hear a signal.
 */
public final class Signals {
    private static final Duration ONE_WISH = Duration.ofMillis(700);

    private Signals() {}

    /**
     * Hears each interrupt, termination or hang-up from now on. Later ones count only after a moment: one wish often
     * arrives twice, from the terminal's process group and from the make above us.
     * A signal that the environment does not let us hear (ignored by whoever started us) keeps its meaning.
     *
     * @param first called at the first signal, on a thread of its own
     * @param again called at each later one
     */
    public static void onStop(Runnable first, Runnable again) {
        AtomicLong firstAt = new AtomicLong();
        Runnable either = () -> {
            long now = System.nanoTime();
            if (firstAt.compareAndSet(0, now)) {
                first.run();
            } else if (now - firstAt.get() > ONE_WISH.toNanos()) {
                again.run();
            }
        };
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                handle(name, either);
            } catch (ReflectiveOperationException | IllegalArgumentException notOurs) {
                // The virtual machine keeps this signal for itself (-Xrs): it then ends the process the usual way.
            }
        }
    }

    private static void handle(String name, Runnable onSignal) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        onSignal.run();
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    }
}
