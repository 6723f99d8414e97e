/** Answers a repeated POST with its first answer. */
@NullMarked
package io.punctual.ground.idempotency;

import org.jspecify.annotations.NullMarked;
