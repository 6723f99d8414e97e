/** How often whom: rate limits of identities, firms, addresses and sources, kept in this process alone. */
@NullMarked
package io.punctual.ground.limit;

import org.jspecify.annotations.NullMarked;
