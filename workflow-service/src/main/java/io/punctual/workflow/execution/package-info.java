/** Executions: planned, claimed, run, recorded, explained. */
@NullMarked
package io.punctual.workflow.execution;

import org.jspecify.annotations.NullMarked;
