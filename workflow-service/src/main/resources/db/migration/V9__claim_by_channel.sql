-- Each channel is claimed by itself, so that a slow provider starves no other and a replica leaves alone what it has no
-- handler for. So far there are mails alone; the default is for replicas of the version before, while they still run.
ALTER TABLE due
    ADD COLUMN channel      text NOT NULL DEFAULT 'email',
    ADD COLUMN started_at   timestamptz, -- when the try began that runs
    ADD COLUMN withdrawn_at timestamptz; -- when withdrawn_reason came

-- The claim in order of time, and the claim of one firm's share when there is a backlog. Neither holds a column that a claim
-- changes, so that a claim stays a heap-only update.
DROP INDEX due_scheduled;
CREATE INDEX due_channel_scheduled ON due (channel, scheduled_for);
CREATE INDEX due_channel_firm_scheduled ON due (channel, firm_id, scheduled_for);

-- A withdrawal that came once a try had started, and lost: the try had succeeded.
ALTER TABLE outcome
    ADD COLUMN withdrawn_reason text,
    ADD COLUMN withdrawn_at     timestamptz;
