/** The technical ground both services stand on. It knows no word of the domain. */
@NullMarked
package io.punctual.ground;

import org.jspecify.annotations.NullMarked;
