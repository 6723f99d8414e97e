/** Keys that a firm hands to its own programs, for firms without an identity provider. */
@NullMarked
package io.punctual.ground.apikey;

import org.jspecify.annotations.NullMarked;
