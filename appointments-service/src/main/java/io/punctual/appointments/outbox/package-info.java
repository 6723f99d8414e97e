/** Lifecycle events that wait for delivery, and their delivery in order, at least once. */
@NullMarked
package io.punctual.appointments.outbox;

import org.jspecify.annotations.NullMarked;
