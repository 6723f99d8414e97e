/** Counts over executions. Nothing depends on it. */
@NullMarked
package io.punctual.workflow.analytics;

import org.jspecify.annotations.NullMarked;
