/** Bounded lists with opaque cursors. */
@NullMarked
package io.punctual.ground.paging;

import org.jspecify.annotations.NullMarked;
