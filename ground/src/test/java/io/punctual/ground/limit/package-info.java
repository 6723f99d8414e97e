/** Rate limits, with a clock moved by hand and over HTTP. */
@NullMarked
package io.punctual.ground.limit;

import org.jspecify.annotations.NullMarked;
