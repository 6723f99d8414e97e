/** Root of this module. */
@NullMarked
package io.punctual.appointments;

import org.jspecify.annotations.NullMarked;
