/** Root of this module. */
@NullMarked
package io.punctual.workflow;

import org.jspecify.annotations.NullMarked;
