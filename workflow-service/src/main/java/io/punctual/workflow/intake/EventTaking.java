package io.punctual.workflow.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.event.EventParser;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.event.RawEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes the events of one request, in their order. Not thread-safe. */
final class EventTaking {
    /** The status of an event that is new. */
    static final int NEW = 202;
    /** The status of what was known before. */
    static final int NOTHING_NEW = 200;

    private static final Logger LOG = Logger.getLogger(EventTaking.class);
    /** So many failures in one batch are not the events' own: what failed beside them counts as not tried, and the rest is not. */
    private static final int TOO_MANY_FAILURES = 3;
    /** As many of a batch go in together as one transaction takes. */
    private static final int AT_ONCE = 64;

    private static final Pattern PRINTABLE_ID =
            Pattern.compile("[\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]{1,255}");

    private final List<Source> signers;
    private final EventIntake intake;
    private final Set<UUID> failedAppointments = new HashSet<>();
    private int failures;

    private record Item(int index, LifecycleEvent event) {}

    EventTaking(List<Source> signers, EventIntake intake) {
        this.signers = signers;
        this.intake = intake;
    }

    /**
     * Takes an event.
     *
     * @throws Problem where it is refused
     */
    Receipt take(RawEvent raw) {
        LifecycleEvent event = checked(raw);
        return receipt(event, intake.take(event));
    }

    /**
     * Takes the events of a batch, as many at once as may go together: what is refused or fails does so alone, but what follows
     * a failed event of the same appointment waits for it.
     *
     * @return what became of each, in their order
     */
    List<Receipt> takeAll(List<RawEvent> raws) {
        Receipt[] receipts = new Receipt[raws.size()];
        List<Item> left = new ArrayList<>();
        for (int i = 0; i < receipts.length; i++) {
            RawEvent raw = raws.get(i);
            try {
                left.add(new Item(i, checked(raw)));
            } catch (Problem refusal) {
                receipts[i] = refused(id(raw), refusal);
            }
        }
        while (!left.isEmpty()) {
            left = takeSome(left, receipts);
        }
        return List.of(receipts);
    }

    /** Takes the next event of each appointment, and gives back what has to wait for that. */
    private List<Item> takeSome(List<Item> items, Receipt[] receipts) {
        List<Item> next = new ArrayList<>();
        List<Item> later = new ArrayList<>();
        Set<UUID> appointments = new HashSet<>();
        for (Item item : items) {
            UUID appointment = item.event().appointmentId();
            if (failures >= TOO_MANY_FAILURES || failedAppointments.contains(appointment)) {
                receipts[item.index()] = notTried(item.event());
            } else if (next.size() < AT_ONCE && appointments.add(appointment)) {
                next.add(item);
            } else {
                later.add(item);
            }
        }
        List<Taking> takings = intake.begin(next.stream().map(Item::event).toList());
        for (int i = 0; i < takings.size(); i++) {
            Item item = next.get(i);
            receipts[item.index()] = awaited(item.event(), takings.get(i));
        }
        return later;
    }

    private Receipt awaited(LifecycleEvent event, Taking taking) {
        try {
            return receipt(event, taking.await());
        } catch (Problem refusal) {
            return refused(event.id(), refusal);
        } catch (RuntimeException e) {
            failedAppointments.add(event.appointmentId());
            failures++;
            if (failures > TOO_MANY_FAILURES) {
                return notTried(event);
            }
            LOG.errorf(e, "Event %s of source %s could not be taken", event.id(), event.source());
            return Receipt.of(event.id(), 500, "internal_error");
        }
    }

    private static Receipt notTried(LifecycleEvent event) {
        return Receipt.of(event.id(), 503, "not_tried");
    }

    private static Receipt refused(@Nullable String id, Problem refusal) {
        return new Receipt(id, refusal.status(), refusal.code(), refusal.faults());
    }

    private LifecycleEvent checked(RawEvent raw) {
        if (raw.size() > EventMedia.SINGLE.maxBytes()) {
            throw Problem.of(
                    413,
                    EventMedia.SINGLE.tooLarge(),
                    "An event has at most " + EventMedia.SINGLE.maxBytes() + " bytes.");
        }
        LifecycleEvent event = EventParser.parse(raw.json());
        List<Source> speakers = signers.stream()
                .filter(source -> source.uri().equals(event.source()))
                .toList();
        if (speakers.isEmpty()) {
            throw Problem.forbidden(
                    "source_not_allowed", "The event's source is not the one that this signature stands for.");
        }
        if (speakers.stream().noneMatch(source -> source.speaksFor(event.firmId()))) {
            throw Problem.forbidden("firm_not_allowed", "This source may not speak for the event's firm.");
        }
        return event;
    }

    private static Receipt receipt(LifecycleEvent event, EventIntake.Taken taken) {
        return switch (taken) {
            case ACCEPTED -> Receipt.of(event.id(), NEW, "accepted");
            case KNOWN -> Receipt.of(event.id(), NOTHING_NEW, "known");
            case CONFLICT ->
                throw Problem.conflict(
                        "event_conflict", "An event with this source and id was taken before, with another body.");
        };
    }

    private static @Nullable String id(RawEvent raw) {
        JsonNode id = raw.json().path("id");
        return id.isTextual() && PRINTABLE_ID.matcher(id.textValue()).matches() ? id.textValue() : null;
    }
}
