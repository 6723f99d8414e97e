/** What the person at the terminal reads and presses. */
@NullMarked
package io.punctual.local.terminal;

import org.jspecify.annotations.NullMarked;
