/** Credentials of firms, encrypted at rest: the keys, what is sealed with them, and their rotation. */
@NullMarked
package io.punctual.workflow.secret;

import org.jspecify.annotations.NullMarked;
