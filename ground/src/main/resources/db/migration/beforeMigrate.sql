-- Roles belong to the server, not to a database, so they are looked after before each migration: they are missing where a
-- dump was restored elsewhere, or where the service was given another login. Named after the database, so that several
-- may share a server. Nobody logs in as one of them: the service's login takes them, transaction by transaction.
DO $roles$
DECLARE
    login     CONSTANT text    := '${service_login}';
    modern    CONSTANT boolean := current_setting('server_version_num')::integer >= 160000;
    suffix    text;
    role_name text;
BEGIN
    FOREACH suffix IN ARRAY string_to_array('${roles}', ',') LOOP
        role_name := current_database() || suffix;
        FOR try IN 1..20 LOOP
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
                END IF;
                -- Taken, never inherited: a login that forgets to take one has no right of any.
                IF NOT pg_has_role(login, role_name, CASE WHEN modern THEN 'SET' ELSE 'MEMBER' END) THEN
                    IF modern THEN
                        EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, login);
                    ELSE
                        EXECUTE format('ALTER ROLE %I NOINHERIT', login);
                        EXECUTE format('GRANT %I TO %I', role_name, login);
                    END IF;
                END IF;
                EXIT;
            EXCEPTION
                WHEN duplicate_object OR unique_violation OR internal_error THEN
                    -- Another service or replica on this server does the same right now.
                    IF try = 20 THEN
                        RAISE;
                    END IF;
                    PERFORM pg_sleep(0.05 * try);
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'The login % may not create the role % or grant it to %.', current_user, role_name, login
                    USING HINT = format('Have an administrator run, for each of %1$s: '
                        'CREATE ROLE %2$I NOLOGIN; GRANT %2$I TO %3$I WITH INHERIT FALSE, SET TRUE; '
                        '(before PostgreSQL 16: ALTER ROLE %3$I NOINHERIT; GRANT %2$I TO %3$I;) '
                        'or give the migrating login CREATEROLE.',
                        (SELECT string_agg(current_database() || one, ', ') FROM unnest(string_to_array('${roles}', ',')) AS one),
                        role_name, login);
            END;
        END LOOP;
    END LOOP;
END
$roles$;
