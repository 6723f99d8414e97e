@NullMarked
package io.punctual.workflow.provider;

import org.jspecify.annotations.NullMarked;
