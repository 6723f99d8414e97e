/** What every operation has in common, described once: who may call it, and how it refuses. */
@NullMarked
package io.punctual.ground.openapi;

import org.jspecify.annotations.NullMarked;
