/** What is written down, and how tampering shows. */
@NullMarked
package io.punctual.workflow.audit;

import org.jspecify.annotations.NullMarked;
