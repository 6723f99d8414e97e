/** Runs the whole product on one laptop: what starts and stops what, in which order. */
@NullMarked
package io.punctual.local;

import org.jspecify.annotations.NullMarked;
