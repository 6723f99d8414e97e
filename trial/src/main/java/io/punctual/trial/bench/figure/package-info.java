/** What was measured, what it comes to, and how it compares with the goals. */
@NullMarked
package io.punctual.trial.bench.figure;

import org.jspecify.annotations.NullMarked;
