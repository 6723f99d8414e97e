/** Who is calling, in which role, for which firm. */
@NullMarked
package io.punctual.ground.identity;

import org.jspecify.annotations.NullMarked;
