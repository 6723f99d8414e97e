/** Turns the database's refusals into answers. */
@NullMarked
package io.punctual.appointments.problem;

import org.jspecify.annotations.NullMarked;
