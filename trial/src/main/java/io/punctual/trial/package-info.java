/** The workflow service, with actions whose doings can be counted from outside. */
@NullMarked
package io.punctual.trial;

import org.jspecify.annotations.NullMarked;
