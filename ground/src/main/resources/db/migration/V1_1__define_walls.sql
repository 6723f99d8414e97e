-- The firm of the transaction; null where none is set, which equals no row's.
CREATE FUNCTION current_firm() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('punctual.firm', true), '')::uuid;

-- Walls a table of firms' data in: row-level security, forced on the owner too, and exactly the rights that are named.
-- runtime sees the rows of the transaction's firm; so does operator, unless operator_sees_all; engine sees all rows.
-- Null grants nothing. There is no policy for the owner: a later migration that changes rows takes a role, or lifts
-- FORCE ROW LEVEL SECURITY for the time of its transaction.
CREATE FUNCTION wall(walled text, runtime text, engine text DEFAULT NULL, operator text DEFAULT NULL,
                     operator_sees_all boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $wall$
DECLARE
    of_firm CONSTANT text := 'firm_id = (SELECT current_firm())';
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    IF runtime IS NOT NULL THEN
        EXECUTE format('GRANT %s ON %I TO %I', runtime, walled, current_database() || '_runtime');
        EXECUTE format('CREATE POLICY of_firm ON %I TO %I USING (%s) WITH CHECK (%s)',
            walled, current_database() || '_runtime', of_firm, of_firm);
    END IF;
    IF engine IS NOT NULL THEN
        EXECUTE format('GRANT %s ON %I TO %I', engine, walled, current_database() || '_engine');
        EXECUTE format('CREATE POLICY of_engine ON %I TO %I USING (true) WITH CHECK (true)',
            walled, current_database() || '_engine');
    END IF;
    IF operator IS NOT NULL THEN
        EXECUTE format('GRANT %s ON %I TO %I', operator, walled, current_database() || '_operator');
        EXECUTE format('CREATE POLICY of_operator ON %I TO %I USING (%s) WITH CHECK (%s)',
            walled, current_database() || '_operator',
            CASE WHEN operator_sees_all THEN 'true' ELSE of_firm END,
            CASE WHEN operator_sees_all THEN 'true' ELSE of_firm END);
    END IF;
END
$wall$;
REVOKE EXECUTE ON FUNCTION wall FROM PUBLIC;
DO $usage$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I, %I', current_schema(), current_database() || '_runtime',
        current_database() || '_engine', current_database() || '_operator');
END
$usage$;
