package io.punctual.trial.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who won, meeting by meeting, and whether anybody won unfairly. */
final class WithdrawalCheck {
    private final Map<String, List<Arrival>> arrivals;
    private final List<String> faults = new ArrayList<>();
    private int withdrawn;
    private int sent;
    private int startedInVain;

    WithdrawalCheck(Arrivals arrivals) {
        this.arrivals = arrivals.byKey();
    }

    /** Names every fault: a send whose withdrawal came first, one too many, one missing. */
    List<String> faults(List<Withdrawal> withdrawals, List<Contested> executions) {
        Map<UUID, List<Contested>> byMeeting = new HashMap<>();
        executions.forEach(execution -> byMeeting
                .computeIfAbsent(execution.appointmentId(), _ -> new ArrayList<>())
                .add(execution));
        for (Withdrawal withdrawal : withdrawals) {
            List<Contested> of = byMeeting.getOrDefault(withdrawal.meeting().id(), List.of());
            if (of.size() != withdrawal.executions()) {
                faults.add("another number of executions than expected: " + withdrawal + " " + of);
            }
            of.forEach(execution -> check(withdrawal, execution));
        }
        Set<String> unknown = new HashSet<>(arrivals.keySet());
        executions.forEach(execution -> unknown.remove(execution.id().toString()));
        unknown.forEach(key -> faults.add("arrived with a key of no execution: " + key));
        return faults;
    }

    private void check(Withdrawal withdrawal, Contested execution) {
        List<Arrival> here = arrivals.getOrDefault(execution.id().toString(), List.of());
        if (here.stream().anyMatch(arrival -> arrival.at().isBefore(execution.scheduledFor()))) {
            faults.add("early: " + here + " " + execution);
        }
        if (execution.generation() == 0) {
            checkContested(withdrawal, execution, here);
        } else if (!execution.scheduledFor().equals(withdrawal.newDue())
                || here.size() != 1
                || !execution.end().equals("completed")) {
            faults.add("what is planned anew runs once: " + here + " " + execution);
        }
    }

    private void checkContested(Withdrawal withdrawal, Contested execution, List<Arrival> here) {
        if (here.isEmpty()) {
            withdrawn++;
            startedInVain += execution.started() == null ? 0 : 1;
            if (!execution.end().equals("cancelled/" + withdrawal.reason())) {
                faults.add("not sent, but not for its withdrawal: " + execution);
            }
        } else {
            sent++;
            if (!execution.startedFirst()) {
                faults.add("sent although its withdrawal was first: " + here + " " + execution);
            }
            if (here.size() > 1 || !execution.end().equals("completed")) {
                faults.add("sent, but not once and completed: " + here + " " + execution);
            }
        }
    }

    int withdrawn() {
        return withdrawn;
    }

    int sent() {
        return sent;
    }

    /** The race in one line, after {@link #faults}. */
    String summary() {
        return "%d withdrawn in time (%d of them already started, then stopped by its checks), %d sent before"
                .formatted(withdrawn, startedInVain, sent);
    }
}
