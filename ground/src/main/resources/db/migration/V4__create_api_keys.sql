-- Keys that a firm hands to its own programs. Only a hash is kept: of 256 random bits, so a fast one (SHA-256) is right.
CREATE TABLE api_key (
    firm_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    prefix       text        NOT NULL, -- shown everywhere; finds the key that somebody sends
    hash         bytea       NOT NULL, -- SHA-256 of the whole key
    name         text        NOT NULL,
    role         text        NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,          -- written once a minute at most, afterwards
    revoked_at   timestamptz,
    revoked_by   text,
    CONSTRAINT api_key_pk PRIMARY KEY (firm_id, id),
    CONSTRAINT api_key_prefix_form CHECK (prefix ~ '^[0-9A-Za-z]{12}$'),
    CONSTRAINT api_key_hash_length CHECK (octet_length(hash) = 32),
    CONSTRAINT api_key_role CHECK (role IN ('firm-staff', 'firm-admin')),
    CONSTRAINT api_key_ends CHECK (expires_at > created_at),
    CONSTRAINT api_key_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
-- Not unique: uniqueness across firms could not be kept by tables that are distributed by firm, and chance keeps it.
CREATE INDEX api_key_prefix ON api_key (prefix);

-- The runtime role makes, lists and revokes keys without ever reading a hash; the engine role checks them.
SELECT wall('api_key',
    runtime => 'SELECT (firm_id, id, prefix, name, role, created_by, created_at, expires_at, last_used_at, revoked_at, '
            || 'revoked_by), INSERT, UPDATE (revoked_at, revoked_by)',
    engine => 'SELECT, UPDATE (last_used_at)');
