package io.punctual.workflow.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.event.EventParser;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.event.RawEvent;
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
    /** So many failures in one batch are not the events' own: the rest is not even tried. */
    private static final int TOO_MANY_FAILURES = 3;

    private static final Pattern PRINTABLE_ID =
            Pattern.compile("[\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]{1,255}");

    private final List<Source> signers;
    private final EventIntake intake;
    private final Set<UUID> failedAppointments = new HashSet<>();
    private int failures;

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
        return taken(checked(raw));
    }

    /** Takes an event of a batch: what is refused or fails does so alone, but what follows a failed event of the same appointment waits for it. */
    Receipt takeOrRefuse(RawEvent raw) {
        try {
            LifecycleEvent event = checked(raw);
            if (failures >= TOO_MANY_FAILURES || failedAppointments.contains(event.appointmentId())) {
                return Receipt.of(event.id(), 503, "not_tried");
            }
            return takenUnlessItFails(event);
        } catch (Problem refusal) {
            return new Receipt(id(raw), refusal.status(), refusal.code(), refusal.faults());
        }
    }

    private Receipt takenUnlessItFails(LifecycleEvent event) {
        try {
            return taken(event);
        } catch (Problem refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Event %s of source %s could not be taken", event.id(), event.source());
            failures++;
            failedAppointments.add(event.appointmentId());
            return Receipt.of(event.id(), 500, "internal_error");
        }
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

    private Receipt taken(LifecycleEvent event) {
        return switch (Acting.forFirm(event.firmId(), () -> intake.take(event))) {
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
