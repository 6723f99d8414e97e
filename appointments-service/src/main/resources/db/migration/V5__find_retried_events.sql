-- Events that are retried, and they alone: one success wakes them without reading past everything that waits behind them,
-- and the gauges count them without reading rows. Bookings never touch it.
CREATE INDEX outbox_retrying ON outbox (next_attempt_at) INCLUDE (occurred_at) WHERE state = 'retrying';
