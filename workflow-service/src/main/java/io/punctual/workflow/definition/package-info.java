/** Workflows: what a firm wants done about its appointments, in versions that never change once published. */
@NullMarked
package io.punctual.workflow.definition;

import org.jspecify.annotations.NullMarked;
