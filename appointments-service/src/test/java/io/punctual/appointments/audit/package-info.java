/** What is written down, and how tampering shows. */
@NullMarked
package io.punctual.appointments.audit;

import org.jspecify.annotations.NullMarked;
