/** Reads request bodies strictly and names every fault at once. */
@NullMarked
package io.punctual.ground.json;

import org.jspecify.annotations.NullMarked;
