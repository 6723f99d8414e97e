/** What is measured of the running service, each scenario by itself. */
@NullMarked
package io.punctual.trial.bench.scenario;

import org.jspecify.annotations.NullMarked;
