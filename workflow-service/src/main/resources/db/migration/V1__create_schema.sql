-- The workflow service's schema. firm_id leads every key, so that the tables can be distributed by firm one day and
-- row-level security has a column to look at. Status, reason and kinds are text with CHECKs: enum comparisons are not
-- leakproof and would lose their indexes under row-level security.

-- The newest profile of each firm, as the events carry it. A firm that no event has named yet has no row.
CREATE TABLE firm (
    firm_id         uuid        NOT NULL,
    name            text        NOT NULL,
    time_zone       text        NOT NULL,
    locale          text        NOT NULL,
    profile_at      timestamptz NOT NULL, -- time of the event that brought it: an older one changes nothing
    CONSTRAINT firm_pk PRIMARY KEY (firm_id)
);

-- What a firm's admin sets here. Without a row the defaults hold, and no sender is configured.
CREATE TABLE firm_settings (
    firm_id                         uuid        NOT NULL,
    default_from                    text,
    senders                         text[]      NOT NULL DEFAULT '{}',
    before_meeting_lateness_minutes integer     NOT NULL DEFAULT 60,
    lateness_minutes                integer     NOT NULL DEFAULT 1440,
    version                         integer     NOT NULL DEFAULT 0,
    updated_at                      timestamptz NOT NULL,
    CONSTRAINT firm_settings_pk PRIMARY KEY (firm_id),
    CONSTRAINT firm_settings_before_meeting_lateness CHECK (before_meeting_lateness_minutes BETWEEN 0 AND 1440),
    CONSTRAINT firm_settings_lateness CHECK (lateness_minutes BETWEEN 1 AND 10080),
    CONSTRAINT firm_settings_default_is_sender CHECK (default_from IS NULL OR default_from = ANY (senders))
);

-- A firm's rule. Its content lives in versions, which never change once written; this row names the newest.
CREATE TABLE workflow (
    firm_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    status     text        NOT NULL,
    version    integer     NOT NULL, -- the newest published version, from 1
    revision   integer     NOT NULL DEFAULT 0, -- grows with every write, status changes included; the ETag
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,          -- soft deletion: history stays readable
    CONSTRAINT workflow_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT workflow_status CHECK (status IN ('draft', 'active', 'paused')),
    CONSTRAINT workflow_version_positive CHECK (version >= 1)
);

CREATE TABLE workflow_version (
    firm_id           uuid        NOT NULL,
    workflow_id       uuid        NOT NULL,
    version           integer     NOT NULL,
    name              text        NOT NULL,
    trigger           text        NOT NULL,
    appointment_type  uuid,                 -- null: all types
    require_confirmed boolean     NOT NULL,
    published_by      text        NOT NULL,
    published_at      timestamptz NOT NULL,
    CONSTRAINT workflow_version_pk PRIMARY KEY (firm_id, workflow_id, version),
    CONSTRAINT workflow_version_workflow_fk FOREIGN KEY (firm_id, workflow_id) REFERENCES workflow (firm_id, id),
    CONSTRAINT workflow_version_trigger CHECK (trigger IN ('appointment_created', 'appointment_confirmed',
        'appointment_rescheduled', 'appointment_completed', 'appointment_cancelled', 'appointment_no_show'))
);

CREATE TABLE workflow_step (
    firm_id       uuid    NOT NULL,
    workflow_id   uuid    NOT NULL,
    version       integer NOT NULL,
    key           text    NOT NULL, -- identifies the step over versions
    position      integer NOT NULL, -- from 0
    delay_minutes integer NOT NULL,
    if_late       text    NOT NULL,
    action_type   text    NOT NULL,
    action_config jsonb   NOT NULL,
    recipient     text    NOT NULL, -- the role of whom the action reaches, derived from its configuration
    CONSTRAINT workflow_step_pk PRIMARY KEY (firm_id, workflow_id, version, key),
    CONSTRAINT workflow_step_version_fk FOREIGN KEY (firm_id, workflow_id, version)
        REFERENCES workflow_version (firm_id, workflow_id, version),
    CONSTRAINT workflow_step_position UNIQUE (firm_id, workflow_id, version, position),
    CONSTRAINT workflow_step_delay CHECK (delay_minutes BETWEEN -525600 AND 525600),
    CONSTRAINT workflow_step_if_late CHECK (if_late IN ('skip', 'send_now')),
    CONSTRAINT workflow_step_recipient CHECK (recipient IN ('contact', 'staff', 'address'))
);

-- What is known of each appointment: the newest event's snapshot, and which lifecycle events were seen when.
CREATE TABLE appointment (
    firm_id              uuid        NOT NULL,
    id                   uuid        NOT NULL,
    sequence             bigint      NOT NULL, -- of the newest event; 0 until one was applied
    status               text        NOT NULL,
    generation           integer     NOT NULL, -- reschedules seen
    appointment_type     uuid        NOT NULL,
    start_time           timestamptz NOT NULL,
    end_time             timestamptz NOT NULL,
    snapshot             jsonb       NOT NULL, -- data of the newest event
    seen                 jsonb       NOT NULL, -- trigger -> {id, time} of the event that brought it
    confirmed_generation integer,              -- the generation in which confirmed was planned last
    CONSTRAINT appointment_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT appointment_status CHECK (status IN ('requested', 'confirmed', 'completed', 'cancelled', 'no_show'))
);
-- Activation with apply_to_existing reads the future appointments of a firm.
CREATE INDEX appointment_start ON appointment (firm_id, start_time);

-- Every event that was taken, for deduplication and for what it did. Pruned in batches, not partitioned: ids come from others.
CREATE TABLE received_event (
    firm_id        uuid        NOT NULL,
    source         text        NOT NULL,
    id             text        NOT NULL,
    body_hash      bytea       NOT NULL, -- SHA-256 of the canonical JSON without trace attributes
    type           text        NOT NULL,
    appointment_id uuid        NOT NULL,
    sequence       bigint      NOT NULL,
    event_time     timestamptz NOT NULL,
    received_at    timestamptz NOT NULL,
    CONSTRAINT received_event_pk PRIMARY KEY (firm_id, source, id),
    CONSTRAINT received_event_id_length CHECK (length(id) BETWEEN 1 AND 255)
);
CREATE INDEX received_event_received ON received_event (received_at);

-- What was planned. Written once, never updated; ids are UUIDs version 7, so the key order is the order of planning.
CREATE TABLE execution (
    firm_id          uuid        NOT NULL,
    id               uuid        NOT NULL,
    workflow_id      uuid        NOT NULL,
    workflow_version integer     NOT NULL,
    step_key         text        NOT NULL,
    step             integer     NOT NULL, -- position from 0
    action_type      text        NOT NULL,
    appointment_id   uuid        NOT NULL,
    event_id         text        NOT NULL,
    event_time       timestamptz NOT NULL, -- the event's own time
    trigger          text        NOT NULL,
    generation       integer     NOT NULL,
    recipient        text        NOT NULL,
    tie              text        NOT NULL, -- what the due instant hangs on
    scheduled_for    timestamptz NOT NULL,
    traceparent      text,
    CONSTRAINT execution_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT execution_tie CHECK (tie IN ('start', 'end', 'event')),
    CONSTRAINT execution_recipient CHECK (recipient IN ('contact', 'staff', 'address'))
);
CREATE INDEX execution_workflow ON execution (firm_id, workflow_id, id);
-- A reschedule reads the previous generation's executions; the list filters by appointment.
CREATE INDEX execution_appointment ON execution (firm_id, appointment_id, id);
-- The list's order, newest due first.
CREATE INDEX execution_scheduled ON execution (firm_id, scheduled_for, id);

-- Executions that wait or run: exactly one of due and outcome exists for each execution, and that is its status. Narrow,
-- with room in each page, so that a claim stays a heap-only update; ended rows leave at once, so the table stays small.
CREATE TABLE due (
    firm_id          uuid        NOT NULL,
    execution_id     uuid        NOT NULL,
    scheduled_for    timestamptz NOT NULL, -- when it is due next; after a failed try, the next attempt
    expires_at       timestamptz NOT NULL, -- the lateness limit: nothing starts at or after it
    lease_until      timestamptz,
    owner            text,
    fence            bigint      NOT NULL DEFAULT 0, -- grows with each claim; what a late worker holds is void
    attempt          integer     NOT NULL DEFAULT 0, -- tries begun, over its whole life
    retries          integer     NOT NULL DEFAULT 0, -- tries begun since planning or the last manual retry
    started          boolean     NOT NULL DEFAULT false,
    withdrawn_reason text,                 -- a withdrawal that came while it ran; its result decides
    CONSTRAINT due_pk PRIMARY KEY (firm_id, execution_id),
    CONSTRAINT due_started_is_leased CHECK (NOT started OR (owner IS NOT NULL AND lease_until IS NOT NULL)),
    CONSTRAINT due_attempts CHECK (attempt >= retries AND retries >= 0)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX due_scheduled ON due (scheduled_for);
CREATE INDEX due_firm_scheduled ON due (firm_id, scheduled_for);

-- How an execution ended. A manual retry removes the row and puts the due row back.
CREATE TABLE outcome (
    firm_id          uuid        NOT NULL,
    execution_id     uuid        NOT NULL,
    workflow_id      uuid        NOT NULL,
    workflow_version integer     NOT NULL, -- the version that ran, or the planned one where nothing ran
    status           text        NOT NULL,
    reason           text,
    error_code       text,
    error_message    text,
    attempt          integer     NOT NULL,
    result           jsonb,                -- what the action says of itself, without message content
    owner            text,
    started_at       timestamptz,          -- of the last try
    finished_at      timestamptz NOT NULL,
    CONSTRAINT outcome_pk PRIMARY KEY (firm_id, execution_id),
    CONSTRAINT outcome_status CHECK (status IN ('completed', 'failed', 'cancelled', 'skipped')),
    CONSTRAINT outcome_reason CHECK ((status IN ('cancelled', 'skipped')) = (reason IS NOT NULL)),
    CONSTRAINT outcome_error CHECK (status = 'failed' OR error_code IS NULL),
    CONSTRAINT outcome_failed_says_why CHECK (status <> 'failed' OR error_code IS NOT NULL)
);
CREATE INDEX outcome_status_execution ON outcome (firm_id, status, execution_id);
CREATE INDEX outcome_workflow ON outcome (firm_id, workflow_id, status, execution_id);
CREATE INDEX outcome_reason_execution ON outcome (firm_id, reason, execution_id) WHERE reason IS NOT NULL;
CREATE INDEX outcome_finished ON outcome (firm_id, finished_at, execution_id);

-- Tries, where there was more than one; a single try is told by its outcome.
CREATE TABLE attempt (
    firm_id       uuid        NOT NULL,
    execution_id  uuid        NOT NULL,
    number        integer     NOT NULL, -- from 1
    result        text        NOT NULL,
    error_code    text,
    error_message text,
    owner         text,
    started_at    timestamptz,
    finished_at   timestamptz NOT NULL,
    CONSTRAINT attempt_pk PRIMARY KEY (firm_id, execution_id, number),
    CONSTRAINT attempt_result CHECK (result IN ('succeeded', 'failed', 'lost'))
);

-- Whatever is delivered twice, planned twice or retried meets itself here. Only what waits, runs, completed or failed
-- has a row; it also leads from an appointment to its executions.
CREATE TABLE execution_identity (
    firm_id        uuid    NOT NULL,
    appointment_id uuid    NOT NULL,
    workflow_id    uuid    NOT NULL,
    step_key       text    NOT NULL,
    trigger        text    NOT NULL,
    generation     integer NOT NULL,
    recipient      text    NOT NULL,
    execution_id   uuid    NOT NULL,
    CONSTRAINT execution_identity_pk PRIMARY KEY
        (firm_id, appointment_id, workflow_id, step_key, trigger, generation, recipient)
);

-- What people and the intake did. The engine's results are read from outcome itself.
CREATE TABLE audit_event (
    firm_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    event_type  text        NOT NULL,
    object_type text        NOT NULL,
    object_id   text        NOT NULL,
    actor       text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    metadata    jsonb       NOT NULL, -- never message content
    CONSTRAINT audit_event_pk PRIMARY KEY (firm_id, id)
);
CREATE INDEX audit_event_occurred ON audit_event (firm_id, occurred_at, id);
CREATE INDEX audit_event_object ON audit_event (firm_id, object_type, object_id, occurred_at, id);

-- First answers of POSTs that carried an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_key (
    firm_id    uuid        NOT NULL,
    caller     text        NOT NULL,
    operation  text        NOT NULL,
    key        text        NOT NULL,
    body_hash  bytea       NOT NULL,
    status     smallint    NOT NULL,
    location   text,
    etag       text,
    body       text,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_key_pk PRIMARY KEY (firm_id, caller, operation, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
