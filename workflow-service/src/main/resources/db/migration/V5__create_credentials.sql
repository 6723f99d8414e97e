-- Credentials of firms, sealed (AES-256-GCM) with a key that the database never sees. One table for all of them, so that a
-- rotation of keys reaches each. A sealed text is bound to firm, purpose and record: moved elsewhere it cannot be opened.
CREATE TABLE credential (
    firm_id    uuid        NOT NULL,
    purpose    text        NOT NULL, -- what it is for, as smtp_password
    record_id  uuid        NOT NULL, -- what it belongs to
    key_id     text        NOT NULL, -- the key that opens it
    sealed     bytea       NOT NULL, -- nonce, ciphertext, tag
    updated_at timestamptz NOT NULL, -- when it was set; a rotation changes nothing here
    CONSTRAINT credential_pk PRIMARY KEY (firm_id, purpose, record_id),
    CONSTRAINT credential_sealed_length CHECK (length(sealed) >= 28)
);
-- The engine's part is the rotation.
SELECT wall('credential', runtime => 'SELECT, INSERT, UPDATE, DELETE', engine => 'SELECT, UPDATE (key_id, sealed)');
