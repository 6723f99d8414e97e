-- What the operator allows a firm, where it is another than the installation's default. Firms may read it, not write it.
CREATE TABLE firm_limit (
    firm_id        uuid        NOT NULL,
    daily_messages integer,              -- null: the installation's default
    version        integer     NOT NULL, -- grows with each change; the ETag
    changed_at     timestamptz NOT NULL,
    CONSTRAINT firm_limit_pk PRIMARY KEY (firm_id),
    CONSTRAINT firm_limit_daily_messages CHECK (daily_messages BETWEEN 0 AND 10000000)
);

SELECT wall('firm_limit', runtime => 'SELECT', engine => 'SELECT', operator => 'SELECT, INSERT, UPDATE',
            operator_sees_all => true);
