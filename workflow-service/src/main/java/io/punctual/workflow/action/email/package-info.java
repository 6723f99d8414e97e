/** Sends mail: configuration, rendering into a message, the mail server. Nobody depends on this. */
@NullMarked
package io.punctual.workflow.action.email;

import org.jspecify.annotations.NullMarked;
