/** Tests of the delivery of events. */
@NullMarked
package io.punctual.appointments.outbox;

import org.jspecify.annotations.NullMarked;
