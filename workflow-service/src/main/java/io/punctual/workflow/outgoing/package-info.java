/** What the service may connect to where a firm chose the destination; every gateway to the world goes through it. */
@NullMarked
package io.punctual.workflow.outgoing;

import org.jspecify.annotations.NullMarked;
