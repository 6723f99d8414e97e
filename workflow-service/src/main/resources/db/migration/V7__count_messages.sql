-- How many messages were handed over for a firm in each hour (UTC), for the daily limit and to see what is unusual. Each worker
-- has rows of its own, so that no worker waits for another's counter. Kept for nine days.
CREATE TABLE message_count (
    firm_id uuid        NOT NULL,
    hour    timestamptz NOT NULL,
    worker  text        NOT NULL,
    sent    bigint      NOT NULL, -- tries made, whatever came of them: the server had the message
    CONSTRAINT message_count_pk PRIMARY KEY (firm_id, hour, worker),
    CONSTRAINT message_count_sent CHECK (sent > 0)
) WITH (fillfactor = 70);
CREATE INDEX message_count_hour ON message_count (hour);

-- What was raised already: each kind once for a firm and day.
CREATE TABLE message_alert (
    firm_id   uuid        NOT NULL,
    day       date        NOT NULL, -- UTC
    kind      text        NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT message_alert_pk PRIMARY KEY (firm_id, day, kind),
    CONSTRAINT message_alert_kind CHECK (kind IN ('message_spike', 'message_limit_near', 'message_limit_reached'))
);
CREATE INDEX message_alert_day ON message_alert (day);

SELECT wall('message_count', runtime => 'SELECT', engine => 'SELECT, INSERT, UPDATE, DELETE');
SELECT wall('message_alert', runtime => NULL,     engine => 'SELECT, INSERT, DELETE');
