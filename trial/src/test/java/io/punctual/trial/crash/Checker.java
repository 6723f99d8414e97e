package io.punctual.trial.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Holds what reached the world against what was booked and what the database says of it, and names every fault. */
final class Checker {
    private static final String UNKNOWN = "failed/unknown_outcome";

    private final List<Meeting> booked;
    private final List<Execution> executions;
    private final Incidents incidents;
    private final Map<String, List<Arrival>> arrivals;
    private final List<String> faults = new ArrayList<>();
    private int arrived;
    private int repeated;
    private int unknown;
    private int slow;

    /**
     * Looks at nothing by itself.
     *
     * @param arrivals by their keys
     */
    Checker(
            List<Meeting> booked,
            List<Execution> executions,
            Incidents incidents,
            Map<String, List<Arrival>> arrivals) {
        this.booked = booked;
        this.executions = executions;
        this.incidents = incidents;
        this.arrivals = new HashMap<>(arrivals);
    }

    /** Nothing lost, nothing early, nothing repeated but what was cut off and may be, each with one end. */
    List<String> faults() {
        Map<String, Execution> planned = planned();
        for (Meeting meeting : booked) {
            for (Step step : Step.values()) {
                Execution execution = planned.remove(name(meeting.id(), step.key()));
                if (execution == null) {
                    faults.add("lost: " + meeting + " has no execution of " + step);
                } else {
                    check(meeting, step, execution);
                }
            }
        }
        planned.forEach((name, execution) -> faults.add("nobody booked " + execution));
        arrivals.forEach((key, some) -> faults.add("arrived with a key of no execution: " + some));
        if (repeated > incidents.total() + slow) {
            faults.add("%d repeated, and only %d cut off and %d slow".formatted(repeated, incidents.total(), slow));
        }
        return faults;
    }

    private Map<String, Execution> planned() {
        Map<String, Execution> planned = new HashMap<>();
        for (Execution execution : executions) {
            Execution other = planned.put(name(execution.appointmentId(), execution.stepKey()), execution);
            if (other != null) {
                faults.add("planned twice: " + execution + " and " + other);
            }
        }
        return planned;
    }

    private void check(Meeting meeting, Step step, Execution execution) {
        List<Arrival> here = arrivals.getOrDefault(execution.id().toString(), List.of());
        arrivals.remove(execution.id().toString());
        arrived += here.size();
        checkEnd(step, execution, here.size());
        checkTimes(meeting, step, execution, here);
        int cutOff = incidents.of(execution.id());
        int again = Math.max(0, here.size() - 1);
        repeated += again;
        slow += execution.slow();
        if (again > (step.isRepeatable() ? cutOff + execution.slow() : 0)) {
            faults.add("repeated: cut off " + cutOff + " times, " + here + " for " + execution);
        }
        if (execution.lost() > cutOff) {
            faults.add("taken from a worker that lives: cut off " + cutOff + " times, " + execution);
        }
        if (here.size() > execution.attempt()) {
            faults.add("more arrivals than tries: " + here + " for " + execution);
        }
        if (step == Step.MAIL) {
            checkMail(meeting, here);
        }
    }

    private void checkEnd(Step step, Execution execution, int arrivedHere) {
        if (execution.waits() || execution.ends() != 1) {
            faults.add("not ended, or more than once: " + execution);
        }
        if (execution.end().equals("completed")) {
            if (arrivedHere == 0) {
                faults.add("lost, though completed: " + execution);
            }
        } else if (execution.end().equals(UNKNOWN) && !step.isRepeatable() && incidents.of(execution.id()) > 0) {
            unknown++;
        } else {
            faults.add("ended otherwise: " + execution);
        }
    }

    private void checkTimes(Meeting meeting, Step step, Execution execution, List<Arrival> here) {
        if (!execution.scheduledFor().equals(meeting.dueOf(step))) {
            faults.add("due at another time than " + meeting.dueOf(step) + ": " + execution);
        }
        here.stream()
                .filter(arrival -> arrival.at().isBefore(meeting.dueOf(step)))
                .forEach(arrival -> faults.add("early: " + arrival + " for " + execution));
    }

    private void checkMail(Meeting meeting, List<Arrival> here) {
        Set<String> texts = new HashSet<>();
        here.forEach(arrival -> texts.add(arrival.about()));
        texts.remove(meeting.email() + " " + meeting.id());
        if (!texts.isEmpty()) {
            faults.add("a mail under this Message-ID is not " + meeting + "'s: " + texts);
        }
    }

    private static String name(UUID appointment, String step) {
        return appointment + " " + step;
    }

    /** The run in one line, after {@link #faults}. */
    String summary() {
        return "%d executions, %d arrivals; %d incidents cut off %d tries; %d repeated, %d unknown"
                .formatted(executions.size(), arrived, incidents.count(), incidents.total(), repeated, unknown);
    }

    /** How many arrivals were one too many, after {@link #faults}. */
    int repeated() {
        return repeated;
    }
}
