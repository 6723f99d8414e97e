/** Tests of mail against real SMTP servers. */
@NullMarked
package io.punctual.workflow.action.email;

import org.jspecify.annotations.NullMarked;
