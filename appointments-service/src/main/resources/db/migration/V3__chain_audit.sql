-- Who did what to which object, when and from where. Written in the transaction of what was done; each event is a link of
-- its firm's chain: its hash is over the hash before it, its position and all it says, so a change shows.
CREATE TABLE audit_event (
    firm_id        uuid        NOT NULL, -- nil: what belongs to no firm
    id             uuid        NOT NULL,
    event_type     text        NOT NULL,
    object_type    text        NOT NULL,
    object_id      text        NOT NULL,
    actor          text        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    metadata       jsonb       NOT NULL, -- never message content
    chain_position bigint      NOT NULL, -- from 1, without gaps
    hash           bytea       NOT NULL,
    CONSTRAINT audit_event_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT audit_event_chain UNIQUE (firm_id, chain_position)
);
CREATE INDEX audit_event_occurred ON audit_event (firm_id, occurred_at, id);
CREATE INDEX audit_event_object ON audit_event (firm_id, object_type, object_id, occurred_at, id);

-- Where each firm's chain ends; the row's lock hands out the next position.
CREATE TABLE audit_chain (
    firm_id  uuid   NOT NULL,
    position bigint NOT NULL,
    hash     bytea  NOT NULL,
    CONSTRAINT audit_chain_pk PRIMARY KEY (firm_id)
) WITH (fillfactor = 50);

-- Where a chain begins after retention let its beginning go: the position and hash of the last event that went.
CREATE TABLE audit_anchor (
    firm_id  uuid   NOT NULL,
    kind     text   NOT NULL,
    position bigint NOT NULL,
    hash     bytea  NOT NULL,
    CONSTRAINT audit_anchor_pk PRIMARY KEY (firm_id, kind),
    CONSTRAINT audit_anchor_kind CHECK (kind = 'chain')
);

-- Nobody may change an event. Only the engine may let events go, and only it moves the anchor. Operators write down what
-- they do to a firm in that firm's chain.
SELECT wall('audit_event', runtime => 'SELECT, INSERT', engine => 'SELECT, DELETE', operator => 'INSERT',
            operator_sees_all => true);
SELECT wall('audit_chain', runtime => 'SELECT, INSERT, UPDATE', engine => 'SELECT',
            operator => 'SELECT, INSERT, UPDATE', operator_sees_all => true);
SELECT wall('audit_anchor', runtime => 'SELECT', engine => 'SELECT, INSERT, UPDATE');
