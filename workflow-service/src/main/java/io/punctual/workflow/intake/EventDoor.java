package io.punctual.workflow.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.limit.RateLimits;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.event.EventJson;
import io.punctual.workflow.event.RawEvent;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Lets events in: first who signed, then what it is, then each event by itself. */
@ApplicationScoped
public class EventDoor {
    private static final Logger LOG = Logger.getLogger(EventDoor.class);
    private static final int MAX_EVENTS = 500;
    private static final int MAX_BODY = EventMedia.BATCH.maxBytes();
    /** Up to quarkus.http.limits.max-body-size, where the server breaks the connection off. */
    private static final int BEYOND_MAX_BODY = 1024 * 1024;

    private static final int FORBIDDEN = 403;
    private static final Duration WHEN_OVERLOADED = Duration.ofSeconds(1);

    private final List<Source> sources;
    private final SignatureCheck signatures;
    private final EventIntake intake;
    private final RateLimits limits;
    private final RefusedSources refused;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Counter> counted = new ConcurrentHashMap<>();
    private final Semaphore room;

    EventDoor(
            IntakeConfig config,
            EventIntake intake,
            RateLimits limits,
            RefusedSources refused,
            Clock clock,
            MeterRegistry meters) {
        boolean local = LaunchMode.current() != LaunchMode.NORMAL || ConfigUtils.isProfileActive("local");
        this.sources = Sources.read(config.sources(), local);
        this.signatures = new SignatureCheck(sources);
        this.intake = intake;
        this.limits = limits;
        this.refused = refused;
        this.clock = clock;
        this.meters = meters;
        this.room = new Semaphore(config.maxConcurrentRequests());
    }

    /** What the door says: {@link Receipt} or {@link BatchReceipt}. */
    record Answer(int status, Object body) {}

    void start(@Observes StartupEvent event) {
        if (sources.isEmpty()) {
            LOG.warn("No source of events is configured: every event will be answered 401."
                    + " Set PUNCTUAL_INTAKE_SOURCES_<NAME>_SOURCE, _SECRETS and _FIRMS.");
        }
    }

    /**
     * Takes what one request brings.
     *
     * @throws Problem where the request is refused whole
     */
    Answer receive(Signature signature, String contentType, InputStream body) {
        try {
            if (!room.tryAcquire()) {
                throw Problem.tooMany("overloaded", "Too many events at once: come back shortly.", WHEN_OVERLOADED);
            }
            try {
                byte[] bytes = read(signature, contentType, body);
                return take(contentType, bytes, signers(signature, bytes));
            } finally {
                room.release();
            }
        } catch (Problem refusal) {
            count(refusal.code());
            throw refusal;
        }
    }

    private byte[] read(Signature signature, String contentType, InputStream body) {
        try {
            if (!signatures.isPlausible(signature, clock.instant())) {
                drain(body, MAX_BODY);
                throw unsigned();
            }
            byte[] bytes = body.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                drain(body, BEYOND_MAX_BODY);
                throw tooLarge(EventMedia.of(contentType).orElse(EventMedia.BATCH));
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.badRequest("incomplete_body", "The body ended before its end.");
        }
    }

    /** Reads on a while, so that a client that writes first and reads then gets its answer. */
    private static void drain(InputStream body, int most) throws IOException {
        byte[] discarded = new byte[16 * 1024];
        int left = most;
        while (left > 0) {
            int count = body.read(discarded, 0, Math.min(left, discarded.length));
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    private List<Source> signers(Signature signature, byte[] bytes) {
        List<Source> signers = signatures.signers(signature, bytes, clock.instant());
        if (signers.isEmpty()) {
            throw unsigned();
        }
        return signers;
    }

    private Answer take(String contentType, byte[] bytes, List<Source> signers) {
        EventMedia media = EventMedia.of(contentType)
                .orElseThrow(() -> Problem.of(
                        415,
                        "unsupported_media_type",
                        "Events come as " + EventMedia.SINGLE_TYPE + " or " + EventMedia.BATCH_TYPE + "."));
        if (bytes.length > media.maxBytes()) {
            throw tooLarge(media);
        }
        // Those that share a secret share a limit: nobody can tell them apart before the body is read.
        String source = signers.getFirst().uri();
        EventTaking taking = new EventTaking(signers, intake);
        return switch (media) {
            case SINGLE -> {
                limits.countEvents(source, 1);
                Receipt receipt = takeSingle(taking, EventJson.single(bytes), signers);
                count(receipt.code());
                yield new Answer(receipt.status(), receipt);
            }
            case BATCH -> {
                List<RawEvent> events = EventJson.batch(bytes, MAX_EVENTS);
                limits.countEvents(source, events.size());
                List<Receipt> items = taking.takeAll(events);
                items.forEach(item -> count(item.code()));
                if (items.stream().anyMatch(item -> item.status() == FORBIDDEN)) {
                    refused.add(signers.getFirst().uri());
                }
                boolean anyNew = items.stream().anyMatch(item -> item.status() == EventTaking.NEW);
                yield new Answer(anyNew ? EventTaking.NEW : EventTaking.NOTHING_NEW, new BatchReceipt(items));
            }
        };
    }

    private Receipt takeSingle(EventTaking taking, RawEvent event, List<Source> signers) {
        try {
            return taking.take(event);
        } catch (Problem refusal) {
            if (refusal.status() == FORBIDDEN) {
                refused.add(signers.getFirst().uri());
            }
            throw refusal;
        }
    }

    private void count(String result) {
        counted.computeIfAbsent(result, code -> meters.counter("punctual.intake.events", "result", code))
                .increment();
    }

    private static Problem unsigned() {
        return Problem.of(
                401,
                "invalid_signature",
                "Events are signed as Standard Webhooks say, with webhook-id, webhook-timestamp (within 5 minutes) and webhook-signature.");
    }

    private static Problem tooLarge(EventMedia media) {
        return Problem.of(413, media.tooLarge(), "At most " + media.maxBytes() + " bytes are taken here at once.");
    }
}
