/** Who meets whom, and what kinds of meetings there are: contacts, staff, appointment types. */
@NullMarked
package io.punctual.appointments.directory;

import org.jspecify.annotations.NullMarked;
