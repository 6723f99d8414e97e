/** The benchmark's database: rows made by the hundred thousand, and a look at what became of them. */
@NullMarked
package io.punctual.trial.bench.data;

import org.jspecify.annotations.NullMarked;
