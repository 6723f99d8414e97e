package io.punctual.ground.apikey;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** When keys were used last: kept in memory, written now and then, so that no request waits for it. */
@ApplicationScoped
public class LastUses {
    private record Ref(UUID firmId, UUID id) {}

    /** One key's last use. */
    record Use(UUID firmId, UUID id, Instant at) {}

    private final ConcurrentHashMap<Ref, Instant> unwritten = new ConcurrentHashMap<>();
    private final ApiKeys keys;

    LastUses(ApiKeys keys) {
        this.keys = keys;
    }

    void used(ApiKey key, Instant at) {
        unwritten.put(new Ref(key.firmId(), key.id()), at);
    }

    /** Writes what was not written yet. */
    @Scheduled(every = "30s", delayed = "30s")
    public void write() {
        List<Use> uses = new ArrayList<>();
        unwritten.forEach((ref, at) -> {
            if (unwritten.remove(ref, at)) {
                uses.add(new Use(ref.firmId(), ref.id(), at));
            }
        });
        if (!uses.isEmpty()) {
            Acting.asEngine(() -> keys.used(uses));
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        write();
    }
}
