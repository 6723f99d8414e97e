/** Text written by firms: parsed, checked and rendered in an engine that reaches nothing else. */
@NullMarked
package io.punctual.workflow.template;

import org.jspecify.annotations.NullMarked;
