/** The ground as a caller meets it, through a small resource over HTTP. */
@NullMarked
package io.punctual.ground.http;

import org.jspecify.annotations.NullMarked;
