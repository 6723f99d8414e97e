-- Events of several firms go in together, in one transaction. It has a role of its own, which sees the rows of those firms that
-- the group's events are of, and may do what the intake does.

-- The firms of the transaction, of which current_firm() takes one; null where none is set, which no row is of.
CREATE FUNCTION current_firms() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(nullif(current_setting('punctual.firm', true), ''), ',')::uuid[];

DO $intake$
DECLARE
    intake   CONSTANT text := current_database() || '_intake';
    -- No index can be asked this, so that no plan begins with all that a firm has.
    of_firms CONSTANT text := 'array_position((SELECT current_firms()), firm_id) IS NOT NULL';
    granted  record;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), intake);
    FOR granted IN SELECT * FROM (VALUES
        ('firm',               'SELECT, INSERT, UPDATE'),
        ('firm_settings',      'SELECT'),
        ('workflow',           'SELECT'),
        ('workflow_version',   'SELECT'),
        ('workflow_step',      'SELECT'),
        ('appointment',        'SELECT, INSERT, UPDATE'),
        ('received_event',     'SELECT, INSERT'),
        ('execution',          'SELECT, INSERT'),
        ('due',                'SELECT, INSERT, UPDATE, DELETE'),
        ('outcome',            'SELECT, INSERT'),
        ('execution_identity', 'SELECT, INSERT, DELETE'),
        ('audit_event',        'INSERT')) AS needed (walled, rights)
    LOOP
        EXECUTE format('GRANT %s ON %I TO %I', granted.rights, granted.walled, intake);
        EXECUTE format('CREATE POLICY of_intake ON %I TO %I USING (%s) WITH CHECK (%s)',
            granted.walled, intake, of_firms, of_firms);
    END LOOP;
END
$intake$;
