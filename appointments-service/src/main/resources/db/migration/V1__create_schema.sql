-- The appointments service's schema. firm_id leads every key, so that the tables can be distributed by firm one day.
-- Statuses and kinds are text with CHECKs, which read well and change easily.

-- Lets an exclusion constraint compare ids for equality beside a time range for overlap. A trusted extension: the owner
-- of the database may create it without being superuser.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The profile of each firm. It travels in every event, so that others need no copy of this table.
CREATE TABLE firm (
    firm_id         uuid        NOT NULL,
    name            text        NOT NULL,
    time_zone       text        NOT NULL, -- IANA name
    locale          text        NOT NULL, -- BCP 47 tag
    default_country text        NOT NULL, -- ISO 3166 alpha-2: how phone numbers without a country code are read
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT firm_pk PRIMARY KEY (firm_id),
    CONSTRAINT firm_default_country CHECK (default_country ~ '^[A-Z]{2}$')
);

CREATE TABLE appointment_type (
    firm_id          uuid        NOT NULL,
    id               uuid        NOT NULL,
    name             text        NOT NULL,
    duration_minutes integer,              -- what is usual; the appointment's own times count
    description      text,
    version          integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT appointment_type_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT appointment_type_firm_fk FOREIGN KEY (firm_id) REFERENCES firm (firm_id),
    CONSTRAINT appointment_type_duration CHECK (duration_minutes BETWEEN 1 AND 1440)
);

CREATE TABLE staff_member (
    firm_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    email      text        NOT NULL,
    time_zone  text,                -- null: the firm's
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT staff_member_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT staff_member_firm_fk FOREIGN KEY (firm_id) REFERENCES firm (firm_id)
);

CREATE TABLE contact (
    firm_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    email      text        NOT NULL,
    phone      text,                -- E.164
    time_zone  text,                -- null: not known
    locale     text,                -- null: not known
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT contact_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT contact_firm_fk FOREIGN KEY (firm_id) REFERENCES firm (firm_id),
    CONSTRAINT contact_phone CHECK (phone ~ '^\+[1-9][0-9]{1,14}$')
);
-- One contact per address and firm, whatever its case: a booking with an inline contact finds the one it means, and a
-- portal user is exactly one contact.
CREATE UNIQUE INDEX contact_email ON contact (firm_id, lower(email));

CREATE TABLE appointment (
    firm_id             uuid        NOT NULL,
    id                  uuid        NOT NULL,
    appointment_type_id uuid        NOT NULL,
    contact_id          uuid        NOT NULL,
    staff_id            uuid        NOT NULL,
    status              text        NOT NULL,
    start_time          timestamptz NOT NULL,
    end_time            timestamptz NOT NULL,
    time_zone           text        NOT NULL,
    location_mode       text        NOT NULL,
    location_details    text,
    cancellation_reason text,
    sequence            integer     NOT NULL, -- of the newest lifecycle event; its row's lock hands out the next one
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT appointment_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT appointment_firm_fk FOREIGN KEY (firm_id) REFERENCES firm (firm_id),
    CONSTRAINT appointment_type_fk FOREIGN KEY (firm_id, appointment_type_id) REFERENCES appointment_type (firm_id, id),
    CONSTRAINT appointment_contact_fk FOREIGN KEY (firm_id, contact_id) REFERENCES contact (firm_id, id),
    CONSTRAINT appointment_staff_fk FOREIGN KEY (firm_id, staff_id) REFERENCES staff_member (firm_id, id),
    CONSTRAINT appointment_status CHECK (status IN ('requested', 'confirmed', 'completed', 'cancelled', 'no_show')),
    CONSTRAINT appointment_location_mode CHECK (location_mode IN ('video', 'phone', 'in_person')),
    CONSTRAINT appointment_ends_after_start CHECK (end_time > start_time),
    CONSTRAINT appointment_reason_of_cancelled CHECK (cancellation_reason IS NULL OR status = 'cancelled'),
    CONSTRAINT appointment_sequence_positive CHECK (sequence >= 1),
    -- Nobody sits in two confirmed meetings at once; one may end in the instant in which the next begins.
    CONSTRAINT appointment_staff_overlap EXCLUDE USING gist
        (firm_id WITH =, staff_id WITH =, tstzrange(start_time, end_time) WITH &&) WHERE (status = 'confirmed')
);
-- The list's order, alone and under each filter.
CREATE INDEX appointment_start ON appointment (firm_id, start_time, id);
CREATE INDEX appointment_status_start ON appointment (firm_id, status, start_time, id);
CREATE INDEX appointment_type_start ON appointment (firm_id, appointment_type_id, start_time, id);
-- These two also find what is open when a contact or staff member changes.
CREATE INDEX appointment_contact_start ON appointment (firm_id, contact_id, start_time, id);
CREATE INDEX appointment_staff_start ON appointment (firm_id, staff_id, start_time, id);

-- Lifecycle events that were not delivered yet, written in the transaction that made them true and deleted once the
-- receiver took them. The first columns follow the naming of Debezium's outbox.
CREATE TABLE outbox (
    firm_id          uuid        NOT NULL,
    id               uuid        NOT NULL, -- of the event, version 7
    aggregatetype    text        NOT NULL DEFAULT 'appointment',
    aggregateid      uuid        NOT NULL,
    type             text        NOT NULL,
    payload          text        NOT NULL, -- the body as it is signed and sent, byte for byte the same each time
    sequence         integer     NOT NULL,
    occurred_at      timestamptz NOT NULL,
    state            text        NOT NULL DEFAULT 'waiting',
    attempts         integer     NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,          -- backoff and giving up are counted from here
    last_attempt_at  timestamptz,
    next_attempt_at  timestamptz NOT NULL,
    not_before       timestamptz,          -- what the receiver asked for by Retry-After: nothing wakes it earlier
    woken_at         timestamptz,          -- when another's success last called it early
    lease_owner      uuid,                 -- which claim is trying it now
    lease_until      timestamptz,
    last_status      integer,
    last_error       text,                 -- a code, never what the receiver said
    CONSTRAINT outbox_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT outbox_sequence UNIQUE (firm_id, aggregateid, sequence),
    CONSTRAINT outbox_state CHECK (state IN ('waiting', 'retrying', 'dead')),
    CONSTRAINT outbox_lease CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
-- The claim's way in.
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state <> 'dead';
-- The operator's lists go over all firms.
CREATE INDEX outbox_by_id ON outbox (id);
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';

-- First answers to POSTs with an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_key (
    firm_id    uuid        NOT NULL,
    caller     text        NOT NULL,
    operation  text        NOT NULL,
    key        text        NOT NULL,
    body_hash  bytea       NOT NULL,
    status     smallint,            -- null while the first request is still running
    location   text,
    etag       text,
    body       text,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_key_pk PRIMARY KEY (firm_id, caller, operation, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
