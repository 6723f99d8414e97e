/** Who or what did what to which object, when. Metadata only, never message content. */
@NullMarked
package io.punctual.workflow.audit;

import org.jspecify.annotations.NullMarked;
