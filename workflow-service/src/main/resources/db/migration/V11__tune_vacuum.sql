-- Received events are forgotten after a while, by the engine.
SELECT wall('received_event', runtime => NULL, engine => 'SELECT, DELETE');

-- The queue: every execution is a row that is claimed (an update) and deleted within moments, so that all of it is dead rows soon,
-- and claims read over what was not vacuumed. Vacuum comes early and does not pause. It never gives the file's end back: that takes
-- an exclusive lock, claims would wait for it, and the pages are needed again at once.
ALTER TABLE due SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.05, vacuum_truncate = false);

-- Rows come with each plan and go with withdrawals and retention. The table is large and never dropped: with the usual fifth of it
-- dead, every lookup of a duplicate would read dead entries for months.
ALTER TABLE execution_identity SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02);

-- One row for each appointment, updated by each of its events; the newest state is read with every start.
ALTER TABLE appointment SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- A few rows that every batch of results updates: small enough that a share of it says nothing, so a number does.
ALTER TABLE message_count SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);

-- One row for each firm, updated by whatever is chained; likewise.
ALTER TABLE audit_chain SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Written once, read by key, deleted by age from its beginning on.
ALTER TABLE received_event SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);
