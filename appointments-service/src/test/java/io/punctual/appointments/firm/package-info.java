/** Tests of firms. */
@NullMarked
package io.punctual.appointments.firm;

import org.jspecify.annotations.NullMarked;
