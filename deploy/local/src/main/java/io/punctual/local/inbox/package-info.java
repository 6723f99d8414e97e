/** A mail server that keeps what it gets, and the page that shows it. */
@NullMarked
package io.punctual.local.inbox;

import org.jspecify.annotations.NullMarked;
