package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.id.Ids;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlanner;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.execution.Lateness;
import io.punctual.workflow.execution.Occasion;
import io.punctual.workflow.execution.Planned;
import io.punctual.workflow.execution.StepPlan;
import io.punctual.workflow.execution.WorkflowPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the order, the repetitions and the delays in which an appointment's events arrive. */
class EventRulesPropertiesTest {
    private static final Instant BOOKED = Instant.parse("2026-11-20T09:00:00Z");
    private static final UUID APPOINTMENT = new UUID(1, 1);

    /** What happened, in order; the index makes sequence, time and start. */
    record Life(List<EventType> types, List<Integer> arrivals) {
        List<LifecycleEvent> delivered() {
            List<LifecycleEvent> events = new ArrayList<>();
            AppointmentStatus status = AppointmentStatus.REQUESTED;
            int moved = 0;
            for (int i = 0; i < types.size(); i++) {
                EventType type = types.get(i);
                status = after(type, status);
                moved += type == EventType.RESCHEDULED ? 1 : 0;
                events.add(event(i + 1, type, status, BOOKED.plus(Duration.ofDays(10L + moved))));
            }
            return arrivals.stream().map(events::get).toList();
        }
    }

    @Property
    void theNewestEventDecidesWhatIsKnownInAnyOrder(@ForAll("lives") Life life) {
        List<LifecycleEvent> delivered = life.delivered();
        KnownAppointment known = fold(delivered, new ArrayList<>());
        LifecycleEvent newest = delivered.stream()
                .max(Comparator.comparingLong(event -> event.data().sequence()))
                .orElseThrow();
        assertThat(known.sequence()).isEqualTo(newest.data().sequence());
        assertThat(known.status()).isEqualTo(newest.data().appointment().status());
        assertThat(known.startTime()).isEqualTo(newest.data().appointment().startTime());
    }

    @Property
    void createdFiresOnceAndConfirmedOncePerGenerationInAnyOrder(@ForAll("lives") Life life) {
        List<EventRules.Effect> effects = new ArrayList<>();
        fold(life.delivered(), effects);
        Map<Trigger, List<Integer>> fired = new EnumMap<>(Trigger.class);
        effects.forEach(effect -> effect.plans()
                .ifPresent(trigger -> fired.computeIfAbsent(trigger, any -> new ArrayList<>())
                        .add(effect.after().generation())));
        assertThat(fired.getOrDefault(Trigger.CREATED, List.of())).hasSizeLessThanOrEqualTo(1);
        assertThat(fired.getOrDefault(Trigger.CONFIRMED, List.of())).doesNotHaveDuplicates();
        assertThat(fired.getOrDefault(Trigger.RESCHEDULED, List.of())).doesNotHaveDuplicates();
    }

    @Property
    void whatIsPlannedAfterACancellationNeverWaits(@ForAll("lives") Life life) {
        List<EventRules.Effect> effects = new ArrayList<>();
        fold(life.delivered(), effects);
        for (EventRules.Effect effect : effects) {
            KnownAppointment after = effect.after();
            effect.plans()
                    .ifPresent(trigger -> plan(trigger, after).forEach(planned -> {
                        if (after.status() == AppointmentStatus.CANCELLED && trigger != Trigger.CANCELLED) {
                            assertThat(planned.against(after.status()).waits()).isFalse();
                        }
                        if (planned.stepKey().equals("before")) {
                            assertThat(planned.scheduledFor())
                                    .as("for the newest time")
                                    .isEqualTo(after.startTime().minus(Duration.ofMinutes(60)));
                        }
                        assertThat(planned.expiresAt()).isAfterOrEqualTo(planned.scheduledFor());
                    }));
        }
    }

    @Property
    void theSameDeliveriesGiveTheSamePlan(@ForAll("lives") Life life) {
        assertThat(plans(life)).isEqualTo(plans(life));
    }

    @Provide
    Arbitrary<Life> lives() {
        Arbitrary<List<EventType>> middle = Arbitraries.of(
                        EventType.CONFIRMED, EventType.RESCHEDULED, EventType.UPDATED)
                .list()
                .ofMaxSize(5);
        Arbitrary<List<EventType>> end = Arbitraries.of(EventType.COMPLETED, EventType.CANCELLED, EventType.NO_SHOW)
                .list()
                .ofMaxSize(1);
        return Combinators.combine(middle, end)
                .as((some, last) -> {
                    List<EventType> types = new ArrayList<>(List.of(EventType.CREATED));
                    types.addAll(some);
                    types.addAll(last);
                    return types;
                })
                .flatMap(types -> Arbitraries.integers()
                        .between(0, types.size() - 1)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(12)
                        .map(arrivals -> new Life(types, arrivals)));
    }

    /** Takes each event as intake does: known ids have no effect. */
    private static KnownAppointment fold(List<LifecycleEvent> delivered, List<EventRules.Effect> effects) {
        KnownAppointment known = new KnownAppointment(
                APPOINTMENT, 0, AppointmentStatus.REQUESTED, 0, new UUID(1, 2), BOOKED, BOOKED, Map.of(), null);
        List<String> taken = new ArrayList<>();
        for (LifecycleEvent event : delivered) {
            if (!taken.contains(event.id())) {
                taken.add(event.id());
                EventRules.Effect effect = EventRules.of(event, known);
                effects.add(effect);
                known = effect.after();
            }
        }
        return known;
    }

    private static List<String> plans(Life life) {
        List<EventRules.Effect> effects = new ArrayList<>();
        fold(life.delivered(), effects);
        List<String> plans = new ArrayList<>();
        effects.forEach(effect -> effect.plans()
                .ifPresent(trigger -> plan(trigger, effect.after()).stream()
                        .map(planned -> planned.against(effect.after().status()))
                        .map(planned ->
                                planned.stepKey() + planned.scheduledFor() + planned.generation() + planned.ended())
                        .forEach(plans::add)));
        return plans;
    }

    private static List<Planned> plan(Trigger trigger, KnownAppointment appointment) {
        Instant time = appointment.seen(trigger).orElseThrow().time();
        List<StepPlan> steps = new ArrayList<>();
        steps.add(new StepPlan("after", 0, 30, IfLate.SKIP, "send_email", Recipient.CONTACT));
        if (trigger.allowsBeforeMeeting()) {
            steps.add(new StepPlan("before", 1, -60, IfLate.SKIP, "send_email", Recipient.CONTACT));
        }
        Occasion occasion = new Occasion(
                APPOINTMENT,
                "event",
                time,
                trigger,
                appointment.generation(),
                appointment.startTime(),
                appointment.endTime(),
                time,
                true,
                null);
        WorkflowPlan workflow = new WorkflowPlan(new UUID(1, 3), 1, trigger, null, steps);
        return new ExecutionPlanner(Ids::next).plan(workflow, occasion, Lateness.DEFAULT);
    }

    private static AppointmentStatus after(EventType type, AppointmentStatus before) {
        return switch (type) {
            case CREATED, UPDATED, RESCHEDULED -> before;
            case CONFIRMED -> AppointmentStatus.CONFIRMED;
            case COMPLETED -> AppointmentStatus.COMPLETED;
            case CANCELLED -> AppointmentStatus.CANCELLED;
            case NO_SHOW -> AppointmentStatus.NO_SHOW;
        };
    }

    private static LifecycleEvent event(long sequence, EventType type, AppointmentStatus status, Instant start) {
        Snapshot snapshot = new Snapshot(
                sequence,
                new Snapshot.Firm(new UUID(2, 1), "Acme", "UTC", "en"),
                new Snapshot.Appointment(
                        APPOINTMENT,
                        new Snapshot.AppointmentType(new UUID(1, 2), "Consultation"),
                        status,
                        start,
                        start.plusSeconds(1800),
                        "UTC",
                        "video",
                        "here"),
                new Snapshot.Contact(new UUID(2, 2), "Ada", "ada@example.org", null, null, null),
                new Snapshot.Staff(new UUID(2, 3), "Sam", null, null));
        Instant time = BOOKED.plus(Duration.ofMinutes(sequence));
        return new LifecycleEvent("source", "event-" + sequence, type, time, null, snapshot, "{}", new BodyHash("00"));
    }
}
