/** Appointments, from the request to what came of it. */
@NullMarked
package io.punctual.appointments.appointment;

import org.jspecify.annotations.NullMarked;
