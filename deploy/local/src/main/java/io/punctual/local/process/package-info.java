/** The packaged services as child processes, their ports and what an earlier start left behind. */
@NullMarked
package io.punctual.local.process;

import org.jspecify.annotations.NullMarked;
