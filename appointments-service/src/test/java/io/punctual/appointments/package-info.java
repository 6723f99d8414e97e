/** The service as its callers see it: real HTTP, real PostgreSQL, a clock moved by hand. */
@NullMarked
package io.punctual.appointments;

import org.jspecify.annotations.NullMarked;
