-- Row-level security on every table: what each role may do, and no more. The runtime role serves one firm's people; the
-- engine delivers events; operators create and list firms, and see what is not delivered.
SELECT wall('firm',             runtime => 'SELECT, UPDATE',         operator => 'SELECT, INSERT', operator_sees_all => true);
SELECT wall('appointment_type', runtime => 'SELECT, INSERT, UPDATE');
SELECT wall('staff_member',     runtime => 'SELECT, INSERT, UPDATE');
SELECT wall('contact',          runtime => 'SELECT, INSERT, UPDATE');
SELECT wall('appointment',      runtime => 'SELECT, INSERT, UPDATE');
SELECT wall('outbox',           runtime => 'SELECT, INSERT',         engine => 'SELECT, UPDATE, DELETE',
                                operator => 'SELECT, UPDATE',        operator_sees_all => true);
SELECT wall('idempotency_key',  runtime => 'SELECT, INSERT, UPDATE', engine => 'SELECT, DELETE',
                                operator => 'SELECT, INSERT, UPDATE');
