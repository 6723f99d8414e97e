/** The events' wire format, as this service reads it. */
@NullMarked
package io.punctual.workflow.event;

import org.jspecify.annotations.NullMarked;
