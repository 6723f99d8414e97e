-- What was planned, tried and done grows for ever. It is kept in partitions, one for each month (UTC) in which its ids were made:
-- a UUID version 7 begins with its milliseconds. Retention drops whole tables and leaves nothing to vacuum. Outcome and attempts
-- are where their execution is, however late they were recorded. What deduplicates (received_event, execution_identity)
-- cannot be kept by time and is pruned in batches.
--
-- Months are made ahead. Where that failed, or where a clock is wrong, a default partition takes what no month takes, so that
-- nothing is refused. A month is not made any more once the default holds rows of it; those rows are pruned in batches.

-- The lowest id of version 7 that can be made at an instant, and the instant at which an id was made.
CREATE FUNCTION id_from(made timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN encode(overlay(decode(repeat('00', 16), 'hex')
        PLACING substring(int8send((extract(epoch FROM made) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 'hex')::uuid;
CREATE FUNCTION made_at(id uuid) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0);

-- The tables as they were become the first partition: all that was made before next month.
LOCK TABLE execution, outcome, attempt, audit_event IN ACCESS EXCLUSIVE MODE;
DO $aside$
DECLARE
    history text;
    gone    record;
BEGIN
    FOREACH history IN ARRAY ARRAY['execution', 'outcome', 'attempt', 'audit_event'] LOOP
        FOR gone IN SELECT polname FROM pg_policy WHERE polrelid = history::regclass LOOP
            EXECUTE format('DROP POLICY %I ON %I', gone.polname, history);
        END LOOP;
        FOR gone IN SELECT DISTINCT a.grantee::regrole AS role FROM pg_class c, aclexplode(c.relacl) a
                    WHERE c.oid = history::regclass AND a.grantee <> c.relowner LOOP
            EXECUTE format('REVOKE ALL ON %I FROM %s', history, gone.role);
        END LOOP;
        FOR gone IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                    WHERE i.indrelid = history::regclass LOOP
            EXECUTE format('ALTER INDEX %I RENAME TO %I', gone.relname, 'old_' || gone.relname);
        END LOOP;
        EXECUTE format('ALTER TABLE %I RENAME TO %I', history, 'old_' || history);
    END LOOP;
END
$aside$;

CREATE TABLE execution (LIKE old_execution INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT execution_pk PRIMARY KEY (firm_id, id)) PARTITION BY RANGE (id);
CREATE INDEX execution_workflow ON execution (firm_id, workflow_id, id);
CREATE INDEX execution_appointment ON execution (firm_id, appointment_id, id);
CREATE INDEX execution_scheduled ON execution (firm_id, scheduled_for, id);

CREATE TABLE outcome (LIKE old_outcome INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT outcome_pk PRIMARY KEY (firm_id, execution_id)) PARTITION BY RANGE (execution_id);
CREATE INDEX outcome_status_execution ON outcome (firm_id, status, execution_id);
CREATE INDEX outcome_workflow ON outcome (firm_id, workflow_id, status, execution_id);
CREATE INDEX outcome_reason_execution ON outcome (firm_id, reason, execution_id) WHERE reason IS NOT NULL;
CREATE INDEX outcome_finished ON outcome (firm_id, finished_at, execution_id);
CREATE INDEX outcome_recorded ON outcome USING brin (recorded_at) WITH (autosummarize = on);

CREATE TABLE attempt (LIKE old_attempt INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT attempt_pk PRIMARY KEY (firm_id, execution_id, number)) PARTITION BY RANGE (execution_id);
CREATE INDEX attempt_recorded ON attempt USING brin (recorded_at) WITH (autosummarize = on);

-- The position in a chain cannot be unique over partitions. What keeps it so is the lock on the chain's head, which hands it out
-- (audit_chain); each partition's own unique index holds within its month, and verification finds what is twice.
CREATE TABLE audit_event (LIKE old_audit_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT audit_event_pk PRIMARY KEY (firm_id, id)) PARTITION BY RANGE (id);
CREATE INDEX audit_event_occurred ON audit_event (firm_id, occurred_at, id);
CREATE INDEX audit_event_object ON audit_event (firm_id, object_type, object_id, occurred_at, id);
CREATE INDEX audit_event_recorded ON audit_event USING brin (recorded_at) WITH (autosummarize = on);
CREATE INDEX audit_event_retried ON audit_event (occurred_at) WHERE event_type = 'execution_retried';

-- The partitions but for the defaults. Each takes ids from lower, inclusive, to upper: such that were made before until.
CREATE VIEW history_partition AS
SELECT h.parent, h.name, coalesce(substring(h.bound FROM 'FROM \(''(.{36})'), '00000000-0000-0000-0000-000000000000')::uuid AS lower,
    substring(h.bound FROM 'TO \(''(.{36})')::uuid AS upper,
    made_at(substring(h.bound FROM 'TO \(''(.{36})')::uuid) AS until
FROM (SELECT p.relname::text AS parent, c.relname::text AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
    WHERE p.oid IN ('execution'::regclass, 'outcome'::regclass, 'attempt'::regclass, 'audit_event'::regclass)) h
WHERE h.bound <> 'DEFAULT';

-- What every partition has of its own. Nobody is granted anything on one, nor sees a row of it past the parent's policies.
-- Rows are written once and never changed, so that only inserts make vacuum come: often enough to keep the maps of visible pages
-- and the block ranges fresh, and it freezes what it sees at once, so that no vacuum ever comes for old months again.
CREATE FUNCTION furnish_history_partition(history text, name text) RETURNS void LANGUAGE plpgsql AS $furnish$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000, '
        'autovacuum_freeze_min_age = 0)', name);
    IF history = 'audit_event' AND to_regclass(name || '_chain') IS NULL THEN
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (firm_id, chain_position) WHERE chain_position IS NOT NULL',
            name || '_chain', name);
    END IF;
END
$furnish$;

-- Makes a month's partition of each of these tables, unless there is one already. Whoever comes second, leaves it to the first.
-- Attaching keeps nobody from the table; what it locks is the default, for as long as it takes to see that nothing there is of
-- this month.
CREATE FUNCTION make_history_partitions(tables text[], month timestamptz) RETURNS boolean LANGUAGE plpgsql
    SECURITY DEFINER SET lock_timeout = '100ms' AS $make$
DECLARE
    from_id CONSTANT uuid := id_from(month);
    to_id   CONSTANT uuid := id_from((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
    history text;
    name    text;
    made    boolean := false;
BEGIN
    IF month <> date_trunc('month', month, 'UTC') THEN
        RAISE EXCEPTION '% does not begin a month', month;
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtextextended('history_partition', 0)) THEN
        RETURN false;
    END IF;
    FOREACH history IN ARRAY tables LOOP
        CONTINUE WHEN EXISTS (SELECT FROM history_partition p WHERE p.parent = history AND p.lower < to_id AND p.upper > from_id);
        name := history || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, history);
        PERFORM furnish_history_partition(history, name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', history, name, from_id, to_id);
        made := true;
    END LOOP;
    RETURN made;
END
$make$;

-- Keeps writers off the partitions of these tables that end at an instant, until the transaction ends: whoever holds them can
-- look whether they are still needed. Nobody else writes there but a person who has something old tried again. False where
-- somebody else is at it.
CREATE FUNCTION hold_history_partitions(tables text[], made_before timestamptz) RETURNS boolean LANGUAGE plpgsql
    SECURITY DEFINER SET lock_timeout = '100ms' AS $hold$
DECLARE
    part record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('history_partition', 0)) THEN
        RETURN false;
    END IF;
    FOR part IN SELECT p.name FROM history_partition p WHERE p.parent = ANY (tables) AND p.until = made_before ORDER BY 1 LOOP
        EXECUTE format('LOCK TABLE %I IN SHARE MODE', part.name);
    END LOOP;
    RETURN FOUND;
END
$hold$;

-- Drops the partitions of these tables that end at an instant. This needs the tables for itself for a moment: it gives up rather
-- than let those who work wait longer than the timeout. What is younger than 30 days by the database's clock stays, whoever asks.
CREATE FUNCTION drop_history_partitions(tables text[], made_before timestamptz) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET lock_timeout = '100ms' AS $drop$
DECLARE
    part record;
BEGIN
    IF made_before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'History until % is too young to be dropped', made_before;
    END IF;
    FOR part IN SELECT p.name FROM history_partition p WHERE p.parent = ANY (tables) AND p.until = made_before
                ORDER BY array_position(tables, p.parent) LOOP
        EXECUTE format('DROP TABLE %I', part.name);
    END LOOP;
END
$drop$;

-- Sums up the last blocks of months that ended before an instant. A block range is not summed up before it is full, which the last
-- of a month never is: every look for a time would read it, in each month that is kept. Leaves it to whoever is at it.
CREATE FUNCTION summarize_history_partitions(ended_before timestamptz) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET lock_timeout = '100ms' AS $summarize$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('history_partition', 0)) THEN
        RETURN;
    END IF;
    PERFORM brin_summarize_new_values(i.indexrelid::regclass)
    FROM history_partition p JOIN pg_index i ON i.indrelid = to_regclass(p.name)
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE p.until < ended_before AND a.amname = 'brin';
END
$summarize$;

-- They run as the owner, and look for names nowhere else than here. The engine alone may call them.
DO $functions$
DECLARE
    care text;
BEGIN
    FOREACH care IN ARRAY ARRAY['make_history_partitions', 'hold_history_partitions', 'drop_history_partitions',
            'summarize_history_partitions'] LOOP
        EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', care, current_schema());
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %I FROM PUBLIC', care);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %I TO %I', care, current_database() || '_engine');
    END LOOP;
    EXECUTE format('GRANT SELECT ON history_partition TO %I', current_database() || '_engine');
END
$functions$;
REVOKE EXECUTE ON FUNCTION furnish_history_partition FROM PUBLIC;

DO $attach$
DECLARE
    history text;
    key     text;
    first   text;
    next    CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month';
BEGIN
    FOREACH history IN ARRAY ARRAY['execution', 'outcome', 'attempt', 'audit_event'] LOOP
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', history || '_default', history);
        PERFORM furnish_history_partition(history, history || '_default');
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I DEFAULT', history, history || '_default');
    END LOOP;
    FOR ahead IN 0..3 LOOP
        PERFORM make_history_partitions(ARRAY['execution', 'outcome', 'attempt', 'audit_event'],
            (next + ahead * interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
    FOREACH history IN ARRAY ARRAY['execution', 'outcome', 'attempt', 'audit_event'] LOOP
        first := history || to_char(next, '"_before_"YYYY_MM');
        key := CASE WHEN history IN ('outcome', 'attempt') THEN 'execution_id' ELSE 'id' END;
        EXECUTE format('ALTER TABLE %I RENAME TO %I', 'old_' || history, first);
        IF history = 'audit_event' THEN
            EXECUTE format('ALTER INDEX old_audit_event_chain RENAME TO %I', first || '_chain');
        END IF;
        PERFORM furnish_history_partition(history, first);
        -- Ids that a clock ahead of its time made go where they belong. The walls are lowered for the move.
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', first);
        EXECUTE format('WITH ahead AS (DELETE FROM %I WHERE %I >= id_from(%L) RETURNING *) INSERT INTO %I SELECT * FROM ahead',
            first, key, next AT TIME ZONE 'UTC', history);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', first);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
            history, first, id_from(next AT TIME ZONE 'UTC'));
    END LOOP;
END
$attach$;

-- The rights are those from before, on the parents alone.
SELECT wall('execution', runtime => 'SELECT, INSERT', engine => 'SELECT');
SELECT wall('outcome', runtime => 'SELECT, INSERT, DELETE, UPDATE (owner)', engine => 'SELECT, INSERT');
SELECT wall('attempt', runtime => 'SELECT, INSERT', engine => 'SELECT, INSERT');
SELECT wall('audit_event', runtime => 'SELECT, INSERT', engine => 'SELECT, INSERT, DELETE',
            operator => 'INSERT', operator_sees_all => true);
-- What no month took is pruned by the engine, from the default partitions themselves.
SELECT wall('execution_default', runtime => NULL, engine => 'SELECT, DELETE');
SELECT wall('outcome_default', runtime => NULL, engine => 'SELECT, DELETE');
SELECT wall('attempt_default', runtime => NULL, engine => 'SELECT, DELETE');
SELECT wall('audit_event_default', runtime => NULL, engine => 'SELECT, DELETE');
