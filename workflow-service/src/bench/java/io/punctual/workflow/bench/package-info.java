/** Figures, as ratios of what alternates in one run; make bench prints them. */
@NullMarked
package io.punctual.workflow.bench;

import org.jspecify.annotations.NullMarked;
