/** Who did what to which object, when, as the firm reads it. */
@NullMarked
package io.punctual.appointments.audit;

import org.jspecify.annotations.NullMarked;
