-- Row-level security on every table: what each role may do, and no more. The runtime role serves one firm's people and the
-- intake; the engine runs what is due for all; operators see no firm's rows here.
SELECT wall('firm',               runtime => 'SELECT, INSERT, UPDATE',         engine => 'SELECT');
SELECT wall('firm_settings',      runtime => 'SELECT, INSERT, UPDATE',         engine => 'SELECT');
SELECT wall('workflow',           runtime => 'SELECT, INSERT, UPDATE',         engine => 'SELECT');
SELECT wall('workflow_version',   runtime => 'SELECT, INSERT',                 engine => 'SELECT');
SELECT wall('workflow_step',      runtime => 'SELECT, INSERT',                 engine => 'SELECT');
SELECT wall('appointment',        runtime => 'SELECT, INSERT, UPDATE',         engine => 'SELECT');
SELECT wall('received_event',     runtime => 'SELECT, INSERT');
SELECT wall('execution',          runtime => 'SELECT, INSERT',                 engine => 'SELECT');
SELECT wall('due',                runtime => 'SELECT, INSERT, UPDATE, DELETE', engine => 'SELECT, UPDATE, DELETE');
-- A manual retry locks the outcome before it removes it, and locking needs a right to update something.
SELECT wall('outcome',            runtime => 'SELECT, INSERT, DELETE, UPDATE (owner)', engine => 'SELECT, INSERT');
SELECT wall('attempt',            runtime => 'SELECT, INSERT',                 engine => 'SELECT, INSERT');
SELECT wall('execution_identity', runtime => 'SELECT, INSERT, DELETE, UPDATE (execution_id)', engine => 'SELECT, DELETE');
SELECT wall('audit_event',        runtime => 'SELECT, INSERT',                 engine => 'SELECT, INSERT');
SELECT wall('idempotency_key',    runtime => 'SELECT, INSERT, UPDATE',         engine => 'SELECT, DELETE',
                                  operator => 'SELECT, INSERT, UPDATE');
