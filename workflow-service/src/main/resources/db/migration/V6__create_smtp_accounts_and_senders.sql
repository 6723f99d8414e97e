-- A firm's own mail server account. Its password is a credential of its own for each time it is set, so that it never goes with
-- another host or user than those it was given for.
CREATE TABLE smtp_account (
    firm_id             uuid        NOT NULL,
    id                  uuid        NOT NULL,
    host                text        NOT NULL,
    port                integer     NOT NULL,
    tls                 text        NOT NULL,
    username            text        NOT NULL,
    password_id         uuid        NOT NULL, -- the credential's record
    password_updated_at timestamptz NOT NULL,
    from_addresses      text[]      NOT NULL, -- what its mails may be from; the provider answers for them
    version             integer     NOT NULL, -- grows with every write; the ETag
    updated_at          timestamptz NOT NULL,
    CONSTRAINT smtp_account_pk PRIMARY KEY (firm_id),
    CONSTRAINT smtp_account_port CHECK (port BETWEEN 1 AND 65535),
    CONSTRAINT smtp_account_tls CHECK (tls IN ('starttls', 'implicit', 'none')),
    CONSTRAINT smtp_account_from CHECK (cardinality(from_addresses) BETWEEN 1 AND 50)
);
SELECT wall('smtp_account', runtime => 'SELECT, INSERT, UPDATE, DELETE');

-- What firm_settings.senders lists, and whether its owner has confirmed it. What was taken off the list stays, unconfirmed, so
-- that nobody is mailed anew by taking it off and adding it again.
CREATE TABLE sender (
    firm_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    address       text        NOT NULL,
    listed        boolean     NOT NULL,
    verified_at   timestamptz,          -- null: pending
    token_hash    bytea,                -- SHA-256 of the link's token; null where no link is valid
    token_expires timestamptz,
    mails         integer     NOT NULL DEFAULT 0, -- verification mails so far; each one makes the next wait longer
    mailed_at     timestamptz,          -- when the last one was asked for
    mail_error    text,                 -- why the last one was not sent
    created_at    timestamptz NOT NULL,
    CONSTRAINT sender_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT sender_token CHECK ((token_hash IS NULL) = (token_expires IS NULL)),
    CONSTRAINT sender_pending_has_the_link CHECK (verified_at IS NULL OR token_hash IS NULL)
);
CREATE UNIQUE INDEX sender_address ON sender (firm_id, lower(address));
SELECT wall('sender', runtime => 'SELECT, INSERT, UPDATE');

-- Senders that were configured before had nothing to confirm: they stay good. Ids are UUIDs version 7, made by hand for servers
-- that cannot. The owner may not read past the walls, so they are lowered for this statement.
ALTER TABLE firm_settings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sender NO FORCE ROW LEVEL SECURITY;
INSERT INTO sender (firm_id, id, address, listed, verified_at, created_at)
SELECT firm_id,
       encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
           PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
           'hex')::uuid,
       address, true, now(), now()
FROM firm_settings, unnest(senders) AS address
ON CONFLICT DO NOTHING;
ALTER TABLE firm_settings FORCE ROW LEVEL SECURITY;
ALTER TABLE sender FORCE ROW LEVEL SECURITY;
