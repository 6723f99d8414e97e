package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.MutableClock;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.PublishedWorkflows;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One firm of its own for one test: its workflows, its appointments' events, its executions. */
@Dependent
public class Scenario {
    /** When the meetings of a scenario start, unless it says otherwise. */
    public static final Instant START = Instant.parse("2026-12-01T14:00:00Z");

    private static final String WORKFLOW = """
            WITH w AS (
                INSERT INTO workflow (firm_id, id, name, status, version, created_at, updated_at)
                VALUES (?, ?, 'a workflow', 'active', 1, now(), now())
            )
            INSERT INTO workflow_version (firm_id, workflow_id, version, name, trigger, appointment_type,
                require_confirmed, published_by, published_at)
            VALUES (?, ?, 1, 'a workflow', ?, ?, ?, 'test', now())
            """;
    private static final String STEP = """
            INSERT INTO workflow_step (firm_id, workflow_id, version, key, position, delay_minutes, if_late, action_type,
                action_config, recipient)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}'::jsonb, 'contact')
            """;

    private static final String VERSION = """
            INSERT INTO workflow_version (firm_id, workflow_id, version, name, trigger, appointment_type,
                require_confirmed, published_by, published_at)
            SELECT firm_id, workflow_id, ?, name, trigger, appointment_type, require_confirmed, published_by, published_at
            FROM workflow_version WHERE version = ? - 1 AND firm_id = ? AND workflow_id = ?
            """;

    private final Database database;
    private final EventIntake intake;
    private final ExecutionWorker worker;
    private final ExecutionHistory history;
    private final PublishedWorkflows published;
    private final MutableClock clock;
    private final ObjectMapper json;

    /** The firm. */
    public final UUID firmId = Ids.next();
    /** The only appointment type of its appointments. */
    public final UUID appointmentType = Ids.next();

    Scenario(
            Database database,
            EventIntake intake,
            ExecutionWorker worker,
            ExecutionHistory history,
            PublishedWorkflows published,
            MutableClock clock,
            ObjectMapper json) {
        this.database = database;
        this.intake = intake;
        this.worker = worker;
        this.history = history;
        this.published = published;
        this.clock = clock;
        this.json = json;
    }

    /** Does something for the firm. */
    public <T> T acting(Supplier<T> work) {
        return Acting.forFirm(firmId, work);
    }

    /** An active workflow with one step for each delay, keyed s1, s2 and so on. */
    public UUID workflow(Trigger trigger, int... delays) {
        return workflow(trigger, IfLate.SKIP, false, "send_email", delays);
    }

    /** An active workflow with everything said. */
    public UUID workflow(Trigger trigger, IfLate ifLate, boolean requireConfirmed, String actionType, int... delays) {
        UUID id = Ids.next();
        acting(() -> {
            database.update(WORKFLOW, firmId, id, firmId, id, trigger.code(), null, requireConfirmed);
            for (int i = 0; i < delays.length; i++) {
                database.update(STEP, firmId, id, 1, "s" + (i + 1), i, delays[i], ifLate.code(), actionType);
            }
            return id;
        });
        return id;
    }

    /** Publishes another version of a workflow with a single step, in the transaction that is open. */
    public void publish(UUID workflowId, int version, int delay) {
        database.update(VERSION, version, version, firmId, workflowId);
        database.update(STEP, firmId, workflowId, version, "s1", 0, delay, "skip", "send_email");
        set(workflowId, "version = " + version);
    }

    /** Changes columns of a workflow's row, as in {@code status = 'paused'}. */
    public void set(UUID workflowId, String assignment) {
        acting(() -> database.update(
                "UPDATE workflow SET " + assignment + " WHERE firm_id = ? AND id = ?", firmId, workflowId));
    }

    /** The newest published version of a workflow. */
    public WorkflowPlan plan(UUID workflowId) {
        return acting(() -> published.plan(firmId, workflowId).orElseThrow());
    }

    /** A meeting of half an hour at {@link #START}. */
    public Meeting meeting() {
        return new Meeting(Ids.next(), START);
    }

    /** Goes to this instant and runs all that is due there, to the end. */
    public void runAt(String instant) {
        clock.set(Instant.parse(instant));
        run();
    }

    /** Runs all that is due, to the end. */
    public void run() {
        try {
            worker.claimAll();
            assertThat(worker.inFlight().awaitNone(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is known of the firm's only appointment: a column or an expression over its row, as text. */
    public String newest(String expression) {
        return acting(() -> database.query(
                        "SELECT " + expression + " AS value FROM appointment WHERE firm_id = ?",
                        row -> row.text("value"),
                        firmId)
                .getFirst());
    }

    /** The summaries of an appointment's audit events of one type, oldest first. */
    public List<String> auditOf(UUID appointmentId, String eventType) {
        return acting(() -> database.query(
                "SELECT metadata ->> 'result_summary' AS summary FROM audit_event"
                        + " WHERE firm_id = ? AND object_id = ? AND event_type = ? ORDER BY occurred_at, id",
                row -> row.text("summary"),
                firmId,
                appointmentId.toString(),
                eventType));
    }

    /** All executions, in the order of their planning. */
    public List<ExecutionView> executions() {
        ExecutionFilter everything = new ExecutionFilter(null, null, null, null, null, null);
        List<ExecutionView> all = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = PageRequest.of(200, cursor);
            Page<ExecutionView> page = acting(() -> history.list(firmId, everything, request));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        all.sort(Comparator.comparing(view -> view.id().toString()));
        return all;
    }

    /** The only execution. */
    public ExecutionView execution() {
        assertThat(executions()).hasSize(1);
        return executions().getFirst();
    }

    /** Each execution as {@code status/reason}, in the order of their planning. */
    public List<String> states() {
        return executions().stream().map(Scenario::state).toList();
    }

    /** An execution as {@code status}, or {@code status/reason}. */
    public static String state(ExecutionView view) {
        String why = view.reason() == null ? view.errorCode() : view.reason();
        return why == null ? view.status() : view.status() + "/" + why;
    }

    /** An appointment whose events a test sends in any order. */
    public final class Meeting {
        private final UUID id;
        private Instant start;
        private AppointmentStatus status = AppointmentStatus.REQUESTED;
        private long sequence;
        private @Nullable String location = "https://meet.example/1";

        Meeting(UUID id, Instant start) {
            this.id = id;
            this.start = start;
        }

        /** The appointment. */
        public UUID id() {
            return id;
        }

        /** Moves the start that later events tell of. */
        public Meeting at(String instant) {
            start = Instant.parse(instant);
            return this;
        }

        /** Changes the place that later events tell of. */
        public Meeting location(@Nullable String details) {
            location = details;
            return this;
        }

        /** The next event of this type at this instant, with the next sequence and the status that follows from it. */
        public LifecycleEvent event(EventType type, String time) {
            status = switch (type) {
                case CREATED, UPDATED, RESCHEDULED -> status;
                case CONFIRMED -> AppointmentStatus.CONFIRMED;
                case COMPLETED -> AppointmentStatus.COMPLETED;
                case CANCELLED -> AppointmentStatus.CANCELLED;
                case NO_SHOW -> AppointmentStatus.NO_SHOW;
            };
            sequence++;
            return Scenario.this.event(Ids.next().toString(), type, Instant.parse(time), snapshot());
        }

        /** Sends the next event of this type at this instant, which becomes now. */
        public Meeting happens(EventType type, String time) {
            clock.set(Instant.parse(time));
            assertThat(take(event(type, time))).isEqualTo(EventIntake.Taken.ACCEPTED);
            return this;
        }

        private Snapshot snapshot() {
            return new Snapshot(
                    sequence,
                    new Snapshot.Firm(firmId, "Acme Advisory", "Europe/Berlin", "en-GB"),
                    new Snapshot.Appointment(
                            id,
                            new Snapshot.AppointmentType(appointmentType, "Consultation"),
                            status,
                            start,
                            start.plus(Duration.ofMinutes(30)),
                            "Europe/Berlin",
                            "video",
                            location),
                    new Snapshot.Contact(new UUID(1, 1), "Ada", "ada@example.org", null, null, null),
                    new Snapshot.Staff(new UUID(1, 2), "Sam", "sam@acme.example", null));
        }
    }

    /** Has the service take an event. */
    public EventIntake.Taken take(LifecycleEvent event) {
        return acting(() -> intake.take(event));
    }

    /** An event of this firm. */
    public LifecycleEvent event(String id, EventType type, Instant time, Snapshot data) {
        try {
            String text = json.writeValueAsString(data);
            byte[] body = (type + id + time + text).getBytes(StandardCharsets.UTF_8);
            BodyHash hash = BodyHash.of(MessageDigest.getInstance("SHA-256").digest(body));
            return new LifecycleEvent("urn:punctual:appointments", id, type, time, null, data, text, hash);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
