/** The firms and their profiles. */
@NullMarked
package io.punctual.appointments.firm;

import org.jspecify.annotations.NullMarked;
