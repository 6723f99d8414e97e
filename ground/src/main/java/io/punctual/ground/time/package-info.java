/** The only place that reads the system clock. */
@NullMarked
package io.punctual.ground.time;

import org.jspecify.annotations.NullMarked;
