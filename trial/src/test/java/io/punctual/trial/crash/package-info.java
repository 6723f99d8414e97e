/** What is proved on real processes: they are killed, stopped, joined by others and robbed of their database, and then the world counts. */
@NullMarked
package io.punctual.trial.crash;

import org.jspecify.annotations.NullMarked;
