/** Entity tags: what a caller read, and whether it still is so. */
@NullMarked
package io.punctual.ground.concurrency;

import org.jspecify.annotations.NullMarked;
