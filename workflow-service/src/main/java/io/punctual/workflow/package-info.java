/** The workflow service: what firms want done about their appointments, planned and done on time, once. */
@NullMarked
package io.punctual.workflow;

import org.jspecify.annotations.NullMarked;
