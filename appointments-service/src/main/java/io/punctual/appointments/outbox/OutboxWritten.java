package io.punctual.appointments.outbox;

/** Tells the publisher, once the transaction is committed, that there is something to deliver. */
record OutboxWritten() {}
