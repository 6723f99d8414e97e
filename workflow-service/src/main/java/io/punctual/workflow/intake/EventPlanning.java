package io.punctual.workflow.intake;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.definition.PublishedWorkflows;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlans;
import io.punctual.workflow.execution.ExecutionPlans.Earlier;
import io.punctual.workflow.execution.ExecutionsPlanned;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes groups of events: two round trips and the commit for each group, however many events and workflows there are, and one more
 * where an event is known already. The first finds out what was known and locks it, the second writes what came of it.
 */
@ApplicationScoped
class EventPlanning implements GroupIntake {
    /**
     * Planning the statements over all months' partitions costs more than running them, and no parameter would change the plan; nor
     * is any of them long enough to be compiled.
     */
    private static final List<String> PLANNED_ONCE = List.of("plan_cache_mode", "force_generic_plan", "jit", "off");

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
    public List<Taken> take(List<LifecycleEvent> group) {
        Instant now = clock.instant();
        UUID firmId = group.getFirst().firmId();
        List<Effective> unknown = group.stream()
                .map(event -> new Effective(event, EventRules.ofFirst(event)))
                .toList();

        RoundTrip finding = database.roundTripUnder(PLANNED_ONCE);
        ReceivedEvents.Noted noted = events.note(finding, unknown, now);
        RoundTrip.Rows<FirmProfiles.Known> firm = FirmProfiles.read(finding, firmId);
        Supplier<List<WorkflowPlan>> active = workflows.activeFor(finding, firmId, EventPlanner.triggers(group));
        Supplier<List<Earlier>> earlier = plans.ofGeneration(finding, firmId, EventPlanner.moved(group));
        finding.send();

        Map<UUID, Optional<KnownAppointment>> before = noted.before();
        if (before.isEmpty()) {
            // Nothing but locks was taken.
            transaction.setRollbackOnly();
        } else {
            List<Effective> fresh = effects(unknown, before);
            List<Planned> due = planner.plan(
                    fresh, active.get(), earlier.get(), firm.all().getFirst().lateness());
            write(firmId, fresh, before, firm.all().getFirst().profile(), due, now);
        }
        return results(group, before.keySet());
    }

    /** The events that are new, with what they do. */
    private static List<Effective> effects(List<Effective> unknown, Map<UUID, Optional<KnownAppointment>> before) {
        List<Effective> fresh = new ArrayList<>();
        for (Effective one : unknown) {
            Optional<KnownAppointment> known = before.get(one.appointmentId());
            if (known != null) {
                fresh.add(known.map(appointment -> new Effective(one.event(), EventRules.of(one.event(), appointment)))
                        .orElse(one));
            }
        }
        return fresh;
    }

    private void write(
            UUID firmId,
            List<Effective> fresh,
            Map<UUID, Optional<KnownAppointment>> before,
            FirmProfiles.@Nullable Profile profile,
            List<Planned> due,
            Instant now) {
        RoundTrip writing = database.roundTrip();
        FirmProfiles.renew(
                writing, profile, fresh.stream().map(Effective::event).toList());
        List<Effective> changed = fresh.stream()
                .filter(one -> before.getOrDefault(one.appointmentId(), Optional.empty())
                        .isPresent())
                .toList();
        List<Runnable> notes = List.of();
        if (!changed.isEmpty()) {
            notes = withdraw(writing, firmId, changed, now);
            events.apply(writing, firmId, changed);
        }
        events.audit(writing, firmId, fresh, now);
        Supplier<ExecutionPlans.Written> written = plans.write(writing, firmId, due, now);
        writing.send();
        notes.forEach(Runnable::run);
        written.get().earliest().ifPresent(earliest -> planned.fire(new ExecutionsPlanned(earliest)));
    }

    private List<Runnable> withdraw(RoundTrip writing, UUID firmId, List<Effective> changed, Instant now) {
        Map<EventRules.Withdrawal, List<UUID>> wanted = new LinkedHashMap<>();
        for (Effective one : changed) {
            one.effect()
                    .withdrawal()
                    .ifPresent(withdrawal -> wanted.computeIfAbsent(withdrawal, _ -> new ArrayList<>())
                            .add(one.appointmentId()));
        }
        if (wanted.size() > 1) {
            withdrawals.lockWaiting(
                    writing,
                    firmId,
                    wanted.values().stream().flatMap(List::stream).toList());
        }
        List<Runnable> notes = new ArrayList<>();
        wanted.forEach((withdrawal, appointments) -> notes.add(withdrawals.ofAppointments(
                writing, firmId, appointments, withdrawal.ties(), withdrawal.reason(), now)));
        return notes;
    }

    private List<Taken> results(List<LifecycleEvent> group, Set<UUID> fresh) {
        List<LifecycleEvent> seen = group.stream()
                .filter(event -> !fresh.contains(event.appointmentId()))
                .toList();
        Map<EventKey, BodyHash> hashes =
                seen.isEmpty() ? Map.of() : events.hashesOf(group.getFirst().firmId(), seen);
        return group.stream()
                .map(event -> fresh.contains(event.appointmentId())
                        ? Taken.ACCEPTED
                        : event.bodyHash().equals(hashes.get(EventKey.of(event))) ? Taken.KNOWN : Taken.CONFLICT)
                .toList();
    }
}
