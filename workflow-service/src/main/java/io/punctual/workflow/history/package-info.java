/** How long history is kept: its partitions are made ahead and dropped when they are old, what has none is pruned in batches. */
@NullMarked
package io.punctual.workflow.history;

import org.jspecify.annotations.NullMarked;
