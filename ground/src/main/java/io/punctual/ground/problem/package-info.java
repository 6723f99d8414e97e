/** Every error that leaves a service: one exception, one mapping to problem+json (RFC 9457). */
@NullMarked
package io.punctual.ground.problem;

import org.jspecify.annotations.NullMarked;
