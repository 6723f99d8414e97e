/** For whom the database is asked: one firm, the engine, or the operator; whoever says nothing sees nothing. */
@NullMarked
package io.punctual.ground.tenancy;

import org.jspecify.annotations.NullMarked;
