/** What is known of each appointment: a projection of the newest event. */
@NullMarked
package io.punctual.workflow.appointment;

import org.jspecify.annotations.NullMarked;
