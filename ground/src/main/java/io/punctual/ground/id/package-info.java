/** Identifiers that carry their time (UUID version 7, RFC 9562). */
@NullMarked
package io.punctual.ground.id;

import org.jspecify.annotations.NullMarked;
