/** The door for lifecycle events: who may send, what is an event, and what taking one does. */
@NullMarked
package io.punctual.workflow.intake;

import org.jspecify.annotations.NullMarked;
