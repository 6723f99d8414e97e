package io.punctual.workflow.intake;

import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake.Taken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An event on its way in. It ends once, with what came of it or with what went wrong; thread-safe. */
public final class Taking {
    private final LifecycleEvent event;
    private final CompletableFuture<Taken> result = new CompletableFuture<>();

    Taking(LifecycleEvent event) {
        this.event = event;
    }

    LifecycleEvent event() {
        return event;
    }

    void end(Taken taken) {
        result.complete(taken);
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /** Waits for what came of it, which is then committed; throws what went wrong instead. */
    public Taken await() {
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
