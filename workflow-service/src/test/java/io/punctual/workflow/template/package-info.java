/** Tests of the texts that firms write. */
@NullMarked
package io.punctual.workflow.template;

import org.jspecify.annotations.NullMarked;
