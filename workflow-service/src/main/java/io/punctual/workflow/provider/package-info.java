/** How whoever we send through is treated: left alone while away, and never asked more often than agreed. */
@NullMarked
package io.punctual.workflow.provider;

import org.jspecify.annotations.NullMarked;
