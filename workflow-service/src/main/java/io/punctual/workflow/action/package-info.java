/** What a step does: the kinds of action, how one is checked, run and what may come of it. */
@NullMarked
package io.punctual.workflow.action;

import org.jspecify.annotations.NullMarked;
