-- A start makes a row a third longer (owner, lease, instant). On pages filled by half, three of ten updates found no room, moved to
-- another page and wrote all four indexes again; with two fifths all of them stay. Pages written before stay as they are.
ALTER TABLE due SET (fillfactor = 40);

-- One index for lists by status, with a workflow or without, instead of two: each is written with every outcome.
CREATE INDEX outcome_status_workflow ON outcome (firm_id, status, workflow_id, execution_id);
DROP INDEX outcome_status_execution, outcome_workflow;
