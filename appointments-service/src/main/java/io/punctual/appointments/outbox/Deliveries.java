package io.punctual.appointments.outbox;

import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The publisher's SQL: claims what is due and records what came of it. */
@ApplicationScoped
public class Deliveries {

    /**
     * Only the oldest living event of each appointment may be claimed: that is what keeps the order, over replicas too.
     * A dead one does not hold up those after it.
     */
    private static final String CLAIM = """
            WITH head AS (
                SELECT firm_id, id FROM outbox o
                WHERE state <> 'dead' AND next_attempt_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
                  AND NOT EXISTS (SELECT FROM outbox e WHERE e.firm_id = o.firm_id AND e.aggregateid = o.aggregateid
                                  AND e.sequence < o.sequence AND e.state <> 'dead')
                ORDER BY next_attempt_at
                LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE outbox o SET lease_owner = ?, lease_until = ?
            FROM head WHERE o.firm_id = head.firm_id AND o.id = head.id
            RETURNING o.firm_id, o.id, o.aggregateid, o.payload, o.attempts, o.first_attempt_at
            """;

    private static final String DELIVERED = "DELETE FROM outbox WHERE firm_id = ? AND id = ?";

    /** Those after it were held back with it, and have no reason of their own to wait. */
    private static final String RELEASE_FOLLOWERS = """
            UPDATE outbox SET next_attempt_at = ?
            WHERE firm_id = ? AND aggregateid = ? AND state = 'waiting' AND next_attempt_at > ?
            """;

    /** The receiver is back, so what waits for it comes forward; not again and again where a single event is its trouble. */
    private static final String WAKE = """
            UPDATE outbox o SET next_attempt_at = greatest(?, o.not_before), woken_at = ?
            FROM (SELECT firm_id, id FROM outbox
                  WHERE state <> 'dead' AND next_attempt_at > ? AND (woken_at IS NULL OR woken_at <= ?)
                    AND lease_owner IS NULL
                  ORDER BY id FOR UPDATE SKIP LOCKED) sleeping
            WHERE o.firm_id = sleeping.firm_id AND o.id = sleeping.id
            """;

    /** Guarded by the lease: who lost it meanwhile has nothing to say any more. */
    private static final String RETRY = """
            UPDATE outbox SET state = 'retrying', attempts = attempts + 1,
                first_attempt_at = coalesce(first_attempt_at, ?), last_attempt_at = ?, next_attempt_at = ?,
                not_before = ?, lease_owner = NULL, lease_until = NULL, last_status = ?, last_error = ?
            WHERE firm_id = ? AND id = ? AND lease_owner = ?
            """;

    /** Keeps those after it out of the claim's way until it is their predecessor's turn again. */
    private static final String HOLD_FOLLOWERS = """
            UPDATE outbox SET next_attempt_at = ?
            WHERE firm_id = ? AND aggregateid = ? AND state = 'waiting' AND next_attempt_at < ? AND lease_owner IS NULL
            """;

    private static final String BURY = """
            UPDATE outbox SET state = 'dead', attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?),
                last_attempt_at = ?, not_before = NULL, lease_owner = NULL, lease_until = NULL,
                last_status = ?, last_error = ?
            WHERE firm_id = ? AND id = ? AND lease_owner = ?
            """;

    private final Database database;

    Deliveries(Database database) {
        this.database = database;
    }

    /**
     * Takes up to {@code limit} events under a lease, at most one of each appointment.
     *
     * @param until when others may take them if nothing was recorded
     */
    @Transactional
    List<Delivery> claim(Instant now, Instant until, int limit) {
        UUID lease = Ids.next();
        return database.query(
                CLAIM,
                row -> new Delivery(
                        row.uuid("firm_id"),
                        row.uuid("id"),
                        row.uuid("aggregateid"),
                        row.text("payload"),
                        row.integer("attempts"),
                        row.instantOrNull("first_attempt_at"),
                        lease),
                now,
                now,
                limit,
                lease,
                until);
    }

    /** The receiver has it: it leaves, its followers may go, and what waits for the receiver is woken. */
    @Transactional
    void delivered(Delivery delivery, Instant now) {
        database.update(DELIVERED, delivery.firmId(), delivery.id());
        releaseFollowers(delivery, now);
        database.update(WAKE, now, now, now, now.minus(RetryPolicy.WOKEN_ONCE_IN));
    }

    /** It waits for another try, and those after it with it. */
    @Transactional
    void retry(Delivery delivery, Instant now, Instant next, @Nullable Instant notBefore, Answer.Failed failed) {
        int updated = database.update(
                RETRY,
                now,
                now,
                next,
                notBefore,
                failed.status().orElse(null),
                failed.error(),
                delivery.firmId(),
                delivery.id(),
                delivery.lease());
        if (updated == 1) {
            database.update(HOLD_FOLLOWERS, next, delivery.firmId(), delivery.appointmentId(), next);
        }
    }

    /** It is given up; those after it wait no longer. */
    @Transactional
    void bury(Delivery delivery, Instant now, @Nullable Integer status, String error) {
        int updated =
                database.update(BURY, now, now, status, error, delivery.firmId(), delivery.id(), delivery.lease());
        if (updated == 1) {
            releaseFollowers(delivery, now);
        }
    }

    private void releaseFollowers(Delivery delivery, Instant now) {
        database.update(RELEASE_FOLLOWERS, now, delivery.firmId(), delivery.appointmentId(), now);
    }
}
