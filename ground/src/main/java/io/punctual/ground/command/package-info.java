/** Commands of a packaged service: it does one thing, says what came of it as JSON, and exits. */
@NullMarked
package io.punctual.ground.command;

import org.jspecify.annotations.NullMarked;
