/** Root of this module. */
@NullMarked
package io.punctual.local;

import org.jspecify.annotations.NullMarked;
