/** Who or what did what to which object, from where, when: written in the same transaction, in a chain that shows what was changed. */
@NullMarked
package io.punctual.ground.audit;

import org.jspecify.annotations.NullMarked;
