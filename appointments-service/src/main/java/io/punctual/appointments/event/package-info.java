/** What others are told about an appointment: the wire records of the public contract. */
@NullMarked
package io.punctual.appointments.event;

import org.jspecify.annotations.NullMarked;
