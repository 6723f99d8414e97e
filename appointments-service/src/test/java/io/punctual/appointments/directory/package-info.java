/** Tests of contacts, staff and appointment types. */
@NullMarked
package io.punctual.appointments.directory;

import org.jspecify.annotations.NullMarked;
