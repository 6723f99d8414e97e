package io.punctual.local.terminal;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and its relatives. A shutdown hook is not enough here: the machine ignores a second Ctrl-C while hooks run, and
 * exits with 130 although all went well. Called by reflection because the compiler warns of this API unconditionally and
 * offers no other way to hear a signal.
 */
public final class Signals {
    private Signals() {}

    /**
     * Calls {@code onSignal} for each interrupt, termination or hang-up from now on, on a thread of its own.
     * A signal that the environment does not let us hear (ignored by whoever started us) keeps its meaning.
     */
    public static void onStop(Runnable onSignal) {
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                handle(name, onSignal);
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
