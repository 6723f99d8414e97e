-- What people did, and denied tries, are links of their firm's chain: each hash is over the hash before it, its position
-- and all that the event says, so a change shows. The engine's and the intake's own events have no place in it, because a
-- chain would make a firm's events queue up; they are sealed afterwards.
ALTER TABLE audit_event
    ADD COLUMN chain_position bigint, -- from 1, without gaps; null beside the chain
    ADD COLUMN hash           bytea,
    ADD COLUMN recorded_at    timestamptz NOT NULL DEFAULT now(), -- by the database's clock: decides the seal
    ADD CONSTRAINT audit_event_chained CHECK ((chain_position IS NULL) = (hash IS NULL));
CREATE UNIQUE INDEX audit_event_chain ON audit_event (firm_id, chain_position) WHERE chain_position IS NOT NULL;

-- Where each firm's chain ends; the row's lock hands out the next position.
CREATE TABLE audit_chain (
    firm_id  uuid   NOT NULL, -- nil: what belongs to no firm
    position bigint NOT NULL,
    hash     bytea  NOT NULL,
    CONSTRAINT audit_chain_pk PRIMARY KEY (firm_id)
) WITH (fillfactor = 50);

-- Seals cover rows by when they were recorded, by the database's clock: it is the transaction's, so that once a period is
-- over for longer than any transaction lasts, nothing can come into it. Block ranges cost next to nothing to keep.
ALTER TABLE outcome ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE attempt ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX audit_event_recorded ON audit_event USING brin (recorded_at) WITH (autosummarize = on);
CREATE INDEX outcome_recorded ON outcome USING brin (recorded_at) WITH (autosummarize = on);
CREATE INDEX attempt_recorded ON attempt USING brin (recorded_at) WITH (autosummarize = on);
-- A manual retry takes an outcome away that may be sealed, and leaves its digest in its own chained event.
CREATE INDEX audit_event_retried ON audit_event (occurred_at) WHERE event_type = 'execution_retried';

-- A digest over a firm's rows of one kind in one period. Each seal's digest is over the one before it too. The nil firm's
-- seals are over all firms' seals of the period, so that a firm's seals cannot go unnoticed.
CREATE TABLE audit_seal (
    firm_id      uuid        NOT NULL,
    kind         text        NOT NULL, -- which rows
    period_start timestamptz NOT NULL,
    period_end   timestamptz NOT NULL,
    row_count    bigint      NOT NULL, -- of the nil firm: seals
    content      bytea       NOT NULL, -- over the rows, of the nil firm: over the seals
    digest       bytea       NOT NULL, -- over the digest before it, the period and the content
    CONSTRAINT audit_seal_pk PRIMARY KEY (firm_id, kind, period_start),
    CONSTRAINT audit_seal_kind CHECK (kind IN ('audit_event', 'outcome', 'attempt')),
    CONSTRAINT audit_seal_period CHECK (period_start < period_end)
);
CREATE INDEX audit_seal_period_start ON audit_seal (kind, period_start);

-- Where chains and seals begin after retention let their beginnings go: of a chain the position and hash of the last event
-- that went, of seals the end of the last period that went and its digest.
CREATE TABLE audit_anchor (
    firm_id    uuid   NOT NULL,
    kind       text   NOT NULL,
    position   bigint,
    period_end timestamptz,
    hash       bytea  NOT NULL,
    CONSTRAINT audit_anchor_pk PRIMARY KEY (firm_id, kind),
    CONSTRAINT audit_anchor_kind CHECK (kind IN ('chain', 'audit_event', 'outcome', 'attempt')),
    CONSTRAINT audit_anchor_of_chain CHECK ((kind = 'chain') = (position IS NOT NULL)),
    CONSTRAINT audit_anchor_of_seals CHECK ((kind = 'chain') = (period_end IS NULL))
);

-- Nobody may change an event. Only the engine may let events and seals go, and only it moves the anchor. Operators write
-- down what they do.
DO $grant$
BEGIN
    EXECUTE format('GRANT DELETE ON audit_event TO %I', current_database() || '_engine');
    EXECUTE format('GRANT INSERT ON audit_event TO %I', current_database() || '_operator');
    EXECUTE format('CREATE POLICY of_operator ON audit_event TO %I USING (true) WITH CHECK (true)',
        current_database() || '_operator');
END
$grant$;
SELECT wall('audit_chain', runtime => 'SELECT, INSERT, UPDATE', engine => 'SELECT',
            operator => 'SELECT, INSERT, UPDATE', operator_sees_all => true);
SELECT wall('audit_seal', runtime => 'SELECT', engine => 'SELECT, INSERT, DELETE');
SELECT wall('audit_anchor', runtime => 'SELECT', engine => 'SELECT, INSERT, UPDATE');
