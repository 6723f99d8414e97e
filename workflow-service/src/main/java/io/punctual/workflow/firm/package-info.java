/** Firms: their profile as events carry it, and what their admins set. */
@NullMarked
package io.punctual.workflow.firm;

import org.jspecify.annotations.NullMarked;
