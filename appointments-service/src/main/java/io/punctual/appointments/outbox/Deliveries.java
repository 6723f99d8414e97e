package io.punctual.appointments.outbox;

import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The publisher's SQL: claims what is due and records what came of it. Each is one statement and commits by itself. */
@ApplicationScoped
public class Deliveries {

    /**
     * Plans that hold whatever the statistics say: the outbox is empty one minute and has a million rows the next, and both
     * statements only ever touch the rows that they name, by index.
     */
    private static final List<String> BY_INDEX = List.of(
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "jit", "off");

    /**
     * Only the oldest living event of each appointment may be claimed: that is what keeps the order, over replicas too,
     * and whatever a receiver does with the events of one batch. A dead one does not hold up those after it.
     */
    private static final String CLAIM = """
            WITH head AS MATERIALIZED (
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

    /**
     * Guarded by the lease: who lost it meanwhile has nothing to say any more. What waits behind a retried event keeps out
     * of the claim's way until its turn; what waits behind one that is gone or dead has no reason to wait. One success says
     * that the receiver is back, so what is being retried comes forward: a thousand with each success, which bring more; and
     * not again and again where a single event is its trouble. The two sets of rows that are moved never meet: the first
     * wait, the second are retried. Neither waits for a lock, so two replicas never wait for each other.
     */
    private static final String RECORD = """
            WITH result AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::integer[], ?::text[])
                    AS r(firm_id, id, lease, outcome, tried_at, next_at, not_before, status, error)
            ), own AS MATERIALIZED (
                SELECT r.*, o.aggregateid, o.sequence FROM result r JOIN outbox o ON o.firm_id = r.firm_id AND o.id = r.id
                WHERE o.lease_owner = r.lease
                ORDER BY o.firm_id, o.id FOR UPDATE OF o
            ), delivered AS (
                DELETE FROM outbox o USING own WHERE o.firm_id = own.firm_id AND o.id = own.id AND own.outcome = 'delivered'
            ), failed AS (
                UPDATE outbox o SET state = own.outcome, attempts = o.attempts + 1,
                    first_attempt_at = coalesce(o.first_attempt_at, own.tried_at), last_attempt_at = own.tried_at,
                    next_attempt_at = own.next_at, not_before = own.not_before, lease_owner = NULL, lease_until = NULL,
                    last_status = own.status, last_error = own.error
                FROM own WHERE o.firm_id = own.firm_id AND o.id = own.id AND own.outcome IN ('retrying', 'dead')
            ), given_back AS (
                UPDATE outbox o SET lease_owner = NULL, lease_until = NULL
                FROM own WHERE o.firm_id = own.firm_id AND o.id = own.id AND own.outcome = 'untried'
            ), followers AS MATERIALIZED (
                SELECT f.firm_id, f.id, own.next_at FROM own
                JOIN outbox f ON f.firm_id = own.firm_id AND f.aggregateid = own.aggregateid AND f.sequence > own.sequence
                WHERE f.state = 'waiting' AND f.lease_owner IS NULL
                  AND (own.outcome = 'retrying' AND f.next_attempt_at < own.next_at
                       OR own.outcome IN ('delivered', 'dead') AND f.next_attempt_at > own.next_at)
                FOR UPDATE OF f SKIP LOCKED
            ), moved AS (
                UPDATE outbox o SET next_attempt_at = f.next_at
                FROM followers f WHERE o.firm_id = f.firm_id AND o.id = f.id
            ), sleeping AS MATERIALIZED (
                SELECT firm_id, id FROM outbox
                WHERE state = 'retrying' AND next_attempt_at > ? AND (woken_at IS NULL OR woken_at <= ?) AND lease_owner IS NULL
                  AND EXISTS (SELECT FROM own WHERE outcome = 'delivered')
                ORDER BY next_attempt_at LIMIT 1000 FOR UPDATE SKIP LOCKED
            ), woken AS (
                UPDATE outbox o SET next_attempt_at = greatest(?, o.not_before), woken_at = ?
                FROM sleeping s WHERE o.firm_id = s.firm_id AND o.id = s.id
            )
            SELECT id FROM own
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
    List<Delivery> claim(Instant now, Instant until, int limit) {
        UUID lease = Ids.next();
        return database.queryUnder(
                BY_INDEX,
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

    /**
     * Records what came of deliveries; each event at most once among them.
     *
     * @return the events whose lease was still this claim's
     */
    List<UUID> record(List<DeliveryResult> results, Instant now) {
        return database.queryUnder(
                BY_INDEX,
                RECORD,
                row -> row.uuid("id"),
                column(results, UUID[]::new, result -> result.delivery().firmId()),
                column(results, UUID[]::new, result -> result.delivery().id()),
                column(results, UUID[]::new, result -> result.delivery().lease()),
                column(results, String[]::new, result -> result.outcome().wireName()),
                column(results, Instant[]::new, DeliveryResult::triedAt),
                column(results, Instant[]::new, DeliveryResult::nextAt),
                column(results, Instant[]::new, DeliveryResult::notBefore),
                column(results, Integer[]::new, DeliveryResult::status),
                column(results, String[]::new, DeliveryResult::error),
                now,
                now.minus(RetryPolicy.WOKEN_ONCE_IN),
                now,
                now);
    }

    private static <T> Object column(
            List<DeliveryResult> results, IntFunction<T[]> array, Function<DeliveryResult, @Nullable T> value) {
        return results.stream().map(value).toArray(array);
    }
}
