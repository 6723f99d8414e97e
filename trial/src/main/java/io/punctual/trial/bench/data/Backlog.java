package io.punctual.trial.bench.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Firms with one workflow of three steps each, and executions of theirs that wait: written by plain SQL, many at once. */
public final class Backlog {
    private static final int FIRMS = 20;
    private static final int STEPS = 3;
    private static final int CHUNK = 300_000;
    private static final Duration BETWEEN = Duration.ofNanos(10_000);
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    private final Owner owner;
    private final String actionType;
    private final String channel;
    private final UUID[] firms;
    private final UUID[] workflows;

    private Backlog(Owner owner, String actionType, String channel) {
        this.owner = owner;
        this.actionType = actionType;
        this.channel = channel;
        this.firms = Stream.generate(UUID::randomUUID).limit(FIRMS).toArray(UUID[]::new);
        this.workflows = Stream.generate(UUID::randomUUID).limit(FIRMS).toArray(UUID[]::new);
    }

    /** New firms whose steps do nothing. */
    public static Backlog ofTasks(Owner owner) {
        return with(owner, "create_task", "task", "{}");
    }

    /** New firms whose steps do this. */
    public static Backlog with(Owner owner, String actionType, String channel, String actionConfig) {
        Backlog backlog = new Backlog(owner, actionType, channel);
        for (int i = 0; i < FIRMS; i++) {
            UUID firm = backlog.firms[i];
            UUID workflow = backlog.workflows[i];
            owner.update(Rows.FIRM, firm);
            owner.update(Rows.SETTINGS, firm);
            owner.update(Rows.WORKFLOW, firm, workflow);
            owner.update(Rows.VERSION, firm, workflow);
            owner.update(Rows.STEPS, firm, workflow, actionType, actionConfig);
        }
        return backlog;
    }

    /** Removes all rows of all firms, as if the service had just been installed. */
    public static void clear(Owner owner) {
        String tables = String.join(
                ", ",
                owner.texts(
                        "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
                                + " AND c.relname <> 'flyway_schema_history'"));
        owner.update("TRUNCATE " + tables);
    }

    /** The firms. */
    public List<UUID> firms() {
        return List.of(firms);
    }

    /**
     * Executions that have come due one after the other by the time this returns, as in an outage: none is older than this call, so
     * whoever has seen to all that was due before finds them.
     */
    public void due(int executions, Order order) {
        Instant first = Instant.now();
        Instant last = first.plus(BETWEEN.multipliedBy(executions));
        between(executions, first, last, order);
        awaitInstant(last.plus(OVERDUE));
    }

    /**
     * Executions that come due in the weeks after tomorrow, and never here; many of one appointment, which nobody reads. They count
     * as planned weeks ago: the vacuum that so many new rows call for has been, and does not run beside what is measured.
     */
    public void later(int executions) {
        Instant now = Instant.now();
        write(executions, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(60)), Order.DUE, 10 * STEPS);
        owner.update("VACUUM due, execution, execution_identity, appointment");
        owner.update("CHECKPOINT");
    }

    /** Executions that come due at even distances between two instants. */
    public void between(int executions, Instant first, Instant last, Order order) {
        write(executions, first, last, order, STEPS);
    }

    private void write(int executions, Instant first, Instant last, Order order, int ofAppointment) {
        double step = Duration.between(first, last).toNanos() / 1e9 / executions;
        String place =
                order == Order.DUE ? "(" + ofAppointment + " * i + place)" : "floor(random() * " + executions + ")";
        for (int from = 0; from < executions; from += CHUNK) {
            int begin = from;
            int end = Math.min(executions, from + CHUNK);
            owner.together(() -> chunk(begin, end, first, step, place, ofAppointment));
        }
        owner.update("ANALYZE due, execution, execution_identity, appointment, workflow, workflow_version,"
                + " workflow_step, firm, firm_settings");
        owner.update("CHECKPOINT");
    }

    private static void awaitInstant(Instant instant) {
        try {
            Thread.sleep(Duration.between(Instant.now(), instant));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void chunk(int from, int end, Instant first, double step, String place, int ofAppointment) {
        owner.update(Rows.IDS);
        owner.update(Rows.PLANNED);
        owner.update(
                Rows.PLAN.formatted(place),
                actionType,
                channel,
                first,
                step,
                firms,
                FIRMS,
                workflows,
                FIRMS,
                (long) from,
                ofAppointment,
                (long) end,
                ofAppointment,
                ofAppointment,
                ofAppointment,
                (long) end);
        owner.update(Rows.APPOINTMENTS, Rows.SNAPSHOT);
        owner.update(Rows.EXECUTIONS);
        owner.update(Rows.IDENTITIES);
        owner.update(Rows.DUE);
    }
}
