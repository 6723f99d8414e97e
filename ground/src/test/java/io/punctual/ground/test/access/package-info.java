/** Who may do what, and nobody with another firm's things: walked through every operation of a service's document. */
@NullMarked
package io.punctual.ground.test.access;

import org.jspecify.annotations.NullMarked;
