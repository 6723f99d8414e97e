/** Tests of appointments and their life. */
@NullMarked
package io.punctual.appointments.appointment;

import org.jspecify.annotations.NullMarked;
