/** The schedulers that people use, each at its best settings. */
@NullMarked
package io.punctual.trial.bench.peer;

import org.jspecify.annotations.NullMarked;
