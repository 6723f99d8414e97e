/** What the database, and the wire, could do at most: loops written by hand for one purpose each. */
@NullMarked
package io.punctual.trial.bench.limit;

import org.jspecify.annotations.NullMarked;
