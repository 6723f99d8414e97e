/** The benchmark: its own server, the processes that are measured, and the table at the end. */
@NullMarked
package io.punctual.trial.bench;

import org.jspecify.annotations.NullMarked;
