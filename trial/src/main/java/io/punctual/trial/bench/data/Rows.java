package io.punctual.trial.bench.data;

/** The statements that name the service's columns where rows are made: as the service's own planning would leave them. */
public final class Rows {
    /** What a waiting execution has in {@code due}, and how it is read from a row with these names and {@code id}. */
    public static final String DUE_COLUMNS = "firm_id, execution_id, scheduled_for, expires_at, channel";

    /** See {@link #DUE_COLUMNS}. */
    public static final String DUE_VALUES = "firm_id, id, scheduled_for, expires_at, channel";

    static final String FIRM = """
            INSERT INTO firm (firm_id, name, time_zone, locale, profile_at)
            VALUES (?, 'Acme Advisory', 'Europe/Berlin', 'en-GB', now())
            """;

    static final String SETTINGS = """
            INSERT INTO firm_settings (firm_id, default_from, senders, updated_at)
            VALUES (?, 'office@acme.example', '{office@acme.example}', now())
            """;

    static final String WORKFLOW = """
            INSERT INTO workflow (firm_id, id, name, status, version, created_at, updated_at)
            VALUES (?, ?, 'Around the meeting', 'active', 1, now(), now())
            """;

    static final String VERSION = """
            INSERT INTO workflow_version (firm_id, workflow_id, version, name, trigger, require_confirmed, published_by,
                published_at)
            VALUES (?, ?, 1, 'Around the meeting', 'appointment_created', false, 'benchmark', now())
            """;

    static final String STEPS = """
            INSERT INTO workflow_step (firm_id, workflow_id, version, key, position, delay_minutes, if_late, action_type,
                action_config, recipient)
            SELECT ?, ?, 1, 's' || step, step, 60 * (step + 1), 'skip', ?, ?::jsonb, 'contact'
            FROM generate_series(0, 2) AS step
            """;

    static final String PLANNED = """
            CREATE TEMP TABLE IF NOT EXISTS planned (firm_id uuid, workflow_id uuid, appointment_id uuid, id uuid,
                step int, generation int, action_type text, channel text, scheduled_for timestamptz, expires_at timestamptz)
            ON COMMIT DELETE ROWS
            """;

    /** Ids in the order of their making, as the service makes them; servers before 18 cannot by themselves. */
    static final String IDS = """
            CREATE OR REPLACE FUNCTION pg_temp.id_of_now() RETURNS uuid LANGUAGE sql VOLATILE AS $$
                SELECT encode(overlay(uuid_send(gen_random_uuid()) PLACING
                    substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 'hex')::uuid
            $$
            """;

    /** So many executions for each appointment, in generations of three steps; {@code %s} tells a row's place in time. */
    static final String PLAN = """
            INSERT INTO planned
            SELECT firm_id, workflow_id, appointment_id, pg_temp.id_of_now(), place %% 3, place / 3, ?, ?, at, at + interval '1 day'
            FROM (
                SELECT m.*, place, ?::timestamptz + make_interval(secs => ? * %s) AS at
                FROM (
                    SELECT i, (?::uuid[])[1 + i %% ?] AS firm_id, (?::uuid[])[1 + i %% ?] AS workflow_id,
                        pg_temp.id_of_now() AS appointment_id
                    FROM generate_series(?::bigint / ?, (?::bigint - 1) / ?) AS i
                ) m, generate_series(0, ? - 1) AS place
                WHERE i * ? + place < ?
                ORDER BY i, place
            ) p
            """;

    static final String APPOINTMENTS = """
            INSERT INTO appointment (firm_id, id, sequence, status, generation, appointment_type, start_time, end_time,
                snapshot, seen)
            SELECT firm_id, appointment_id, 1, 'confirmed', 0, '0198c3a2-7f00-7000-8000-00000000b001',
                now() + interval '90 days', now() + interval '90 days 30 minutes',
                replace(replace(?, '$appointment', appointment_id::text), '$firm', firm_id::text)::jsonb, '{}'
            FROM planned WHERE step = 0 AND generation = 0
            """;

    static final String EXECUTIONS = """
            INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type,
                appointment_id, event_id, event_time, trigger, generation, recipient, tie, scheduled_for)
            SELECT firm_id, id, workflow_id, 1, 's' || step, step, action_type, appointment_id, appointment_id::text,
                now(), 'appointment_created', generation, 'contact', 'event', scheduled_for
            FROM planned
            """;

    static final String IDENTITIES = """
            INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                recipient, execution_id)
            SELECT firm_id, appointment_id, workflow_id, 's' || step, 'appointment_created', generation, 'contact', id
            FROM planned
            """;

    static final String DUE = "INSERT INTO due (" + DUE_COLUMNS + ") SELECT " + DUE_VALUES + " FROM planned";

    /** What the appointment's newest event told; {@code $firm} and {@code $appointment} are ids. */
    static final String SNAPSHOT = """
            {"sequence": 1,
             "firm": {"id": "$firm", "name": "Acme Advisory", "time_zone": "Europe/Berlin", "locale": "en-GB"},
             "appointment": {"id": "$appointment",
               "appointment_type": {"id": "0198c3a2-7f00-7000-8000-00000000b001", "name": "Consultation"},
               "status": "confirmed", "start_time": "2031-11-26T13:00:00Z", "end_time": "2031-11-26T13:30:00Z",
               "time_zone": "Europe/Berlin", "location_mode": "video",
               "location_details": "https://meet.example/acme-7f3a"},
             "contact": {"id": "0198c3a2-7f00-7000-8000-00000000c001", "name": "Zoë Müller",
               "email": "zoe@client.example", "phone": "+493012345678", "time_zone": "Europe/London",
               "locale": "de-DE"},
             "staff": {"id": "0198c3a2-7f00-7000-8000-00000000d001", "name": "Sam O'Brien",
               "email": "sam@acme.example", "time_zone": "Europe/Berlin"}}
            """;

    private Rows() {}
}
