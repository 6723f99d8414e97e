package io.punctual.trial;

import io.punctual.workflow.action.ActionOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The world as a trial sees it: somebody over HTTP who remembers each call by its {@code Idempotency-Key}. */
final class Sink {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Optional<URI> address;

    Sink(Optional<URI> address) {
        this.address = address;
    }

    /** Makes one call for an execution: 2xx is done, 4xx but for 408, 425 and 429 is for good, the rest may pass. */
    ActionOutcome tell(UUID executionId) throws InterruptedException {
        if (address.isEmpty()) {
            return new ActionOutcome.Permanent("misconfigured", "punctual.trial.sink is not set");
        }
        HttpRequest request = HttpRequest.newBuilder(address.get())
                .timeout(PATIENCE)
                .header("Idempotency-Key", executionId.toString())
                .POST(BodyPublishers.noBody())
                .build();
        try {
            return outcome(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return new ActionOutcome.Transient("unreachable", "The sink cannot be reached.", null);
        }
    }

    private static ActionOutcome outcome(int status) {
        if (status / 100 == 2) {
            return new ActionOutcome.Done(Map.of("status", Integer.toString(status)));
        }
        String message = "The sink answered " + status + ".";
        return status / 100 == 4 && !PASSING.contains(status)
                ? new ActionOutcome.Permanent("rejected", message)
                : new ActionOutcome.Transient("status_" + status, message, null);
    }
}
