/** The firms' example data, made through the public APIs. */
@NullMarked
package io.punctual.local.seed;

import org.jspecify.annotations.NullMarked;
