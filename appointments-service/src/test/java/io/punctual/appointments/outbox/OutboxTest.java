package io.punctual.appointments.outbox;

import io.punctual.appointments.ServiceTest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Where tests of a filled outbox begin: the publisher stands still, nothing waits, and the receiver takes batches. */
abstract class OutboxTest extends ServiceTest {
    private static final String FILL = """
            INSERT INTO outbox (firm_id, id, aggregateid, type, payload, sequence, occurred_at, next_attempt_at)
            SELECT '00000000-0000-7000-8000-00000000ac3e', event.id, appointment.id, 'io.punctual.appointment.updated',
                json_build_object('specversion', '1.0', 'id', event.id, 'type', 'io.punctual.appointment.updated',
                    'subject', appointment.id,
                    'data', json_build_object('sequence', n, 'location_details', repeat('x', ?)))::text,
                n, ?, ?
            FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, ?)) appointment,
                generate_series(1, ?) n,
                LATERAL (SELECT md5(appointment.id::text || n)::uuid AS id) event
            """;

    final Database database = new OwnerDatabase("appointments");

    @Inject
    OutboxPublisher publisher;

    @Inject
    BatchSize batchSize;

    @BeforeEach
    final void beginWithAnEmptyOutbox() throws InterruptedException {
        publisher.stop();
        receiver.reset();
        database.update("DELETE FROM outbox");
        batchSize.worked(100);
    }

    @AfterEach
    final void goOn() {
        database.update("DELETE FROM outbox");
        publisher.start();
    }

    /** Lets events wait: of each appointment so many, each with a text of so many bytes. */
    final void fill(int appointments, int eventsOfEach, int bytes) {
        database.update(FILL, bytes, clock.instant(), clock.instant(), appointments, eventsOfEach);
    }

    final void fill(int appointments, int eventsOfEach) {
        fill(appointments, eventsOfEach, 100);
    }

    /** Starts the publisher and lets it look. */
    final void begin() {
        publisher.start();
        publisher.tick();
    }

    final int count(String condition) {
        return database.query("SELECT count(*) AS count FROM outbox WHERE " + condition, row -> row.integer("count"))
                .getFirst();
    }

    final void waitUntilAllIsDelivered() {
        waitUntil(() -> count("true") == 0);
    }
}
