package io.punctual.workflow.intake;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.appointment.AppointmentKey;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.definition.PublishedWorkflows;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlans;
import io.punctual.workflow.execution.ExecutionPlans.Earlier;
import io.punctual.workflow.execution.ExecutionsPlanned;
import io.punctual.workflow.execution.HotStatements;
import io.punctual.workflow.execution.Planned;
import io.punctual.workflow.execution.Withdrawals;
import io.punctual.workflow.execution.WorkflowPlan;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.punctual.workflow.intake.ReceivedEvents.Effective;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes groups of events: two round trips and the commit for each group, however many events and workflows there are, and one more
 * where an event is known already. The first finds out what was known and locks it, the second writes what came of it.
 */
@ApplicationScoped
class EventPlanning implements GroupIntake {
    private final Database database;
    private final ReceivedEvents events;
    private final PublishedWorkflows workflows;
    private final EventPlanner planner;
    private final ExecutionPlans plans;
    private final Withdrawals withdrawals;
    private final Clock clock;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<ExecutionsPlanned> planned;

    EventPlanning(
            Database database,
            ReceivedEvents events,
            PublishedWorkflows workflows,
            EventPlanner planner,
            ExecutionPlans plans,
            Withdrawals withdrawals,
            Clock clock,
            TransactionSynchronizationRegistry transaction,
            Event<ExecutionsPlanned> planned) {
        this.database = database;
        this.events = events;
        this.workflows = workflows;
        this.planner = planner;
        this.plans = plans;
        this.withdrawals = withdrawals;
        this.clock = clock;
        this.transaction = transaction;
        this.planned = planned;
    }

    @Override
    @Transactional
    public List<Optional<Taken>> take(List<LifecycleEvent> group, boolean patient) {
        Instant now = clock.instant();
        List<Effective> unknown = group.stream()
                .map(event -> new Effective(event, EventRules.ofFirst(event)))
                .toList();

        RoundTrip finding = database.roundTripUnder(HotStatements.SETTINGS);
        if (patient) {
            events.waitForChanges(finding, group.getFirst().firmId());
        }
        ReceivedEvents.Noted noted = events.note(finding, unknown, now);
        Found found = find(finding, group);
        finding.send();

        Map<AppointmentKey, Optional<KnownAppointment>> before = noted.before();
        if (before.isEmpty()) {
            // Nothing but locks was taken.
            transaction.setRollbackOnly();
        } else {
            write(effects(unknown, before), before, found, now);
        }
        return results(group, before.keySet(), noted.heldUp());
    }

    /** What planning needs, once its round trip was sent. */
    private record Found(
            Supplier<Map<UUID, FirmProfiles.Known>> firms,
            Supplier<Map<UUID, List<WorkflowPlan>>> active,
            Supplier<List<Earlier>> earlier) {}

    private Found find(RoundTrip finding, List<LifecycleEvent> group) {
        Set<UUID> firms = group.stream().map(LifecycleEvent::firmId).collect(Collectors.toSet());
        return new Found(
                FirmProfiles.read(finding, firms),
                workflows.activeFor(finding, firms, EventPlanner.triggers(group)),
                plans.ofGeneration(finding, EventPlanner.moved(group)));
    }

    /** The events that are new, with what they do. */
    private static List<Effective> effects(
            List<Effective> unknown, Map<AppointmentKey, Optional<KnownAppointment>> before) {
        List<Effective> fresh = new ArrayList<>();
        for (Effective one : unknown) {
            Optional<KnownAppointment> known = before.get(one.appointment());
            if (known != null) {
                fresh.add(known.map(appointment -> new Effective(one.event(), EventRules.of(one.event(), appointment)))
                        .orElse(one));
            }
        }
        return fresh;
    }

    private void write(
            List<Effective> fresh, Map<AppointmentKey, Optional<KnownAppointment>> before, Found found, Instant now) {
        Map<UUID, FirmProfiles.Known> firms = found.firms().get();
        RoundTrip writing = database.roundTrip();
        FirmProfiles.renew(writing, firms, fresh.stream().map(Effective::event).toList());
        List<Effective> changed = fresh.stream()
                .filter(one ->
                        before.getOrDefault(one.appointment(), Optional.empty()).isPresent())
                .toList();
        List<Runnable> notes = List.of();
        if (!changed.isEmpty()) {
            notes = withdraw(writing, changed, now);
            events.apply(writing, changed);
        }
        events.audit(writing, fresh, now);
        Supplier<ExecutionPlans.Written> written = plans.write(writing, plan(fresh, firms, found), now);
        writing.send();
        notes.forEach(Runnable::run);
        written.get().earliest().ifPresent(earliest -> planned.fire(new ExecutionsPlanned(earliest)));
    }

    private Map<UUID, List<Planned>> plan(List<Effective> fresh, Map<UUID, FirmProfiles.Known> firms, Found found) {
        Map<UUID, List<WorkflowPlan>> active = found.active().get();
        Map<AppointmentKey, List<Earlier>> earlier =
                found.earlier().get().stream().collect(Collectors.groupingBy(Earlier::appointment));
        Map<UUID, List<Planned>> due = new LinkedHashMap<>();
        for (Effective one : fresh) {
            UUID firmId = one.firmId();
            due.computeIfAbsent(firmId, _ -> new ArrayList<>())
                    .addAll(planner.plan(
                            one,
                            active.getOrDefault(firmId, List.of()),
                            earlier.getOrDefault(one.appointment(), List.of()),
                            Objects.requireNonNull(firms.get(firmId)).lateness()));
        }
        return due;
    }

    private List<Runnable> withdraw(RoundTrip writing, List<Effective> changed, Instant now) {
        Map<EventRules.Withdrawal, List<AppointmentKey>> wanted = new LinkedHashMap<>();
        for (Effective one : changed) {
            one.effect()
                    .withdrawal()
                    .ifPresent(withdrawal -> wanted.computeIfAbsent(withdrawal, _ -> new ArrayList<>())
                            .add(one.appointment()));
        }
        if (wanted.size() > 1) {
            withdrawals.lockWaiting(
                    writing, wanted.values().stream().flatMap(List::stream).toList());
        }
        List<Runnable> notes = new ArrayList<>();
        wanted.forEach((withdrawal, appointments) -> notes.add(
                withdrawals.ofAppointments(writing, appointments, withdrawal.ties(), withdrawal.reason(), now)));
        return notes;
    }

    private List<Optional<Taken>> results(
            List<LifecycleEvent> group, Set<AppointmentKey> fresh, Set<AppointmentKey> heldUp) {
        List<LifecycleEvent> seen = group.stream()
                .filter(event -> !fresh.contains(event.appointment()) && !heldUp.contains(event.appointment()))
                .toList();
        Map<EventKey, BodyHash> hashes = seen.isEmpty() ? Map.of() : events.hashesOf(seen);
        return group.stream()
                .map(event -> heldUp.contains(event.appointment())
                        ? Optional.<Taken>empty()
                        : Optional.of(result(event, fresh.contains(event.appointment()), hashes)))
                .toList();
    }

    private static Taken result(LifecycleEvent event, boolean fresh, Map<EventKey, BodyHash> hashes) {
        if (fresh) {
            return Taken.ACCEPTED;
        }
        return event.bodyHash().equals(hashes.get(EventKey.of(event))) ? Taken.KNOWN : Taken.CONFLICT;
    }
}
