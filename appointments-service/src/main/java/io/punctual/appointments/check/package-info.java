/** What names, addresses, zones and numbers must look like. */
@NullMarked
package io.punctual.appointments.check;

import org.jspecify.annotations.NullMarked;
